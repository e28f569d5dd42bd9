"""How fast the shipped model embeds on one core: `python benchmarks/embedding.py`."""

import os
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["OMP_NUM_THREADS"] = "1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from reports import reports

from corpus.splitting import split
from retrieval.embedding import StaticEmbedder

PASSAGES = 10_000


def main() -> None:
    """Print passages a second, by the clock and by the time that the processor spent."""
    texts = [f"{document.title}\n{passage.text}" for document in reports(PASSAGES) for passage in split(document.text)]
    embedder = StaticEmbedder()
    embedder.embed_question("?")
    clock, processor = time.perf_counter(), time.process_time()
    embedder.embed_passages(texts)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    syllables = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts):,} passages of {syllables:.0f} syllables: {len(texts) / clock:,.0f} a second by the clock, "
          f"{len(texts) / processor:,.0f} by the processor")


if __name__ == "__main__":
    main()
