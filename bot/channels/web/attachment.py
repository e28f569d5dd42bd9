"""A file goes to a browser: to be saved, never to be shown, whatever is in it."""

from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

from corpus.document import Original

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv", ".html": "text/html", ".htm": "text/html",
    ".pdf": "application/pdf", ".doc": "application/msword", ".rtf": "application/rtf",
    ".docx": f"{_OFFICE}.wordprocessingml.document", ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp", ".zip": "application/zip",
    ".cbz": "application/zip",
}  # fmt: skip


def attachment(file: Original) -> Response:
    """Return a file as a response that a browser saves under the file's own name."""
    kind = _TYPES.get(PurePath(file.name).suffix.lower(), "application/octet-stream")
    return Response(file.data, headers={
        "Content-Type": kind,           # of a text without a charset: the file may be in any
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    })
