FROM python:3.12-slim
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY corpus corpus
COPY retrieval retrieval
COPY bot bot
RUN pip install --no-cache-dir .
RUN useradd --create-home ward && mkdir /data && chown ward /data
USER ward
ENV HOIPHUONG_DATA=/data HOIPHUONG_WEB=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
CMD ["hoiphuong", "run"]
