"""`hoiphuong calibrate`: the thresholds of answering, chosen on question sets."""

from datetime import datetime
from pathlib import Path

import click

from bot import messages
from bot.evaluating import SAMPLES, in_one_sentence, opened, progress, read_samples
from retrieval.evaluation.calibrating import calibrate
from retrieval.evaluation.question_sets import read_set
from retrieval.question import today


@click.command("calibrate")
@click.argument("folder", metavar="DIR")
@click.option("--today", "asked_on", type=click.DateTime(["%Y-%m-%d"]), help="Coi như hỏi vào ngày này.")
def calibrate_command(folder: str, asked_on: datetime | None) -> None:
    """Chọn ngưỡng trả lời trên bộ câu hỏi DIR, và thử cách chọn ấy trên văn bản chưa thấy.

    In ra ngưỡng chọn được; ngưỡng đang dùng nằm ở retrieval/deciding.py.
    """
    day = asked_on.date() if asked_on else today()
    with in_one_sentence():
        questions = read_samples(None) if folder == SAMPLES else read_set(Path(folder))
        with opened(questions, None) as assistant, progress(len(questions.rows), messages.MEASURING) as tick:
            found = calibrate(questions.rows, assistant.service, assistant.library, day, tick)
    click.echo(messages.calibrated(found.thresholds, found.seen, found.unseen))
