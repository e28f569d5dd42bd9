"""A hundred people ask the running bot at once: `python benchmarks/load.py 10000`.

The real process answers a strict Bot API server on loopback, which lives in this process and shares the two cores. Each
person asks another question; the first line is a bot that has just started, the next ones have met the documents.
Processor time is printed too: unlike the clock, it hardly changes when the machine has other work.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from reports import fill

from botapi.process import BotProcess
from botapi.server import BotApi

PEOPLE = 100
ROUNDS = 4
PATIENCE = 120.0        # seconds that a round may take
GOLD = Path(__file__).parent.parent / "tests" / "gold" / "samples.jsonl"


def main(passages: int, kept: Path | None = None) -> None:
    """Print how long it takes from the start to the first answer, then a row a round. `kept`: a folder filled before."""
    folder = kept or Path(tempfile.mkdtemp(prefix="hoiphuong-"))
    try:
        if not (folder / "data").exists():
            fill(folder / "data", passages)
        measure(folder)
    finally:
        if kept is None:
            shutil.rmtree(folder)


def measure(folder: Path) -> None:
    """Start the bot and let people ask it."""
    with BotApi() as api:
        waiting = api.private(1)
        waiting.say(next(iter(questions())))
        started = time.monotonic()
        with BotProcess(api, folder) as bot:
            waiting.next_after(0, PATIENCE)
            print(f"start to first answer: {time.monotonic() - started:.2f} s, {bot.memory():.0f} MB")
            print("p50 (ms) | p95 (ms) | answers a second | processor an answer: bot (ms) | server (ms) | memory (MB)")
            asked = cycle(questions())
            for number in range(ROUNDS):
                print(ask_at_once(api, bot, list(islice(asked, PEOPLE)), first=1_000 * (number + 1)), flush=True)


def ask_at_once(api: BotApi, bot: BotProcess, asked: list[str], first: int) -> str:
    """Let as many people as there are questions ask at once, and return how that went."""
    people = [api.private(first + number) for number in range(len(asked))]
    spent, own = bot.processor(), time.process_time()
    began: list[float] = []
    with api.world.changed:                     # nobody is answered before all have asked
        for person, question in zip(people, asked, strict=True):
            began.append(time.monotonic())
            person.say(question)
    took = [person.next_after(0, PATIENCE).at - at for person, at in zip(people, began, strict=True)]
    rate = len(took) / max(took)
    spent, own = bot.processor() - spent, time.process_time() - own
    cuts = statistics.quantiles(took, n=20)
    return (f"{1000 * cuts[9]:.0f} | {1000 * cuts[18]:.0f} | {rate:.0f} | {1000 * spent / len(took):.1f} | "
            f"{1000 * own / len(took):.1f} | {bot.memory():.0f}")


def questions() -> list[str]:
    """Return what the gold questions over the sample reports ask, those that stand by themselves."""
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [row["question"] for row in rows if not row.get("history")]


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
