"""What the assistant costs at a size: `python benchmarks/scale.py 10000 100000`."""

import resource
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from reports import reports

from bot.assembly import assemble
from bot.settings import Settings
from corpus.document import Audience
from retrieval.question import Question, today

PUBLIC = frozenset({Audience.PUBLIC})
QUESTIONS = ("Bí thư Đảng ủy phường là ai?", "nguoi dan hien bao nhieu met vuong dat lam duong",
             "Phường còn bao nhiêu hộ nghèo?", "Kết luận 01-KL/TW nói về việc gì?",
             "Phường khen thưởng mấy tập thể, cá nhân?", "Khi nào tổ chức bầu cử?",
             "TDP 7 có bao nhiêu hộ?", "Kinh phí làm đường Bằng Lăng hết bao nhiêu tiền?")


def main(sizes: list[int]) -> None:
    """Print a row a size."""
    print("passages | add (s) | open + first answer (s) | search p50 (ms) | p99 | answer p50 (ms) | p99 | remove (s) | "
          "disk (MB) | RSS (MB)")
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="hoiphuong-"))
        try:
            print(row(size, folder), flush=True)
        finally:
            shutil.rmtree(folder)


def row(size: int, folder: Path) -> str:
    """Fill a library with `size` passages and measure it."""
    settings = Settings(data=folder)
    library = assemble(settings).library
    added = timed(lambda: [None for _ in library.add(reports(size))])
    library.close()
    assistant = assemble(settings)
    opened = timed(lambda: (assistant.library.warm_up(), assistant.service.answer(question(QUESTIONS[0]))))
    # Each time on another day: the same question on the same day is answered from memory.
    asked = [replace(question(text), today=today() - timedelta(days=ago)) for ago in range(25) for text in QUESTIONS]
    search = [timed(lambda one=one: assistant.searcher.search(one, 10)) for one in asked]
    answer = [timed(lambda one=one: assistant.service.answer(one)) for one in asked]
    removed = timed(lambda: assistant.library.remove("r7"))
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (f"{size:,} | {added:.1f} | {opened:.2f} | {p(search, 50):.1f} | {p(search, 99):.1f} | {p(answer, 50):.1f} | "
            f"{p(answer, 99):.1f} | {removed:.2f} | {disk:.0f} | {rss:.0f}")


def question(text: str) -> Question:
    return Question(text=text, audiences=PUBLIC, today=today())


def timed(action: object) -> float:
    started = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - started


def p(seconds: list[float], percentile: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100)[percentile - 1]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
