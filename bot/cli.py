"""The command `hoiphuong`: run, chat, ask and search here, what it does with documents beside."""

import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from bot import logs, messages, rendering
from bot.adding import add
from bot.assembly import Assistant, assemble
from bot.calibrating import calibrate_command
from bot.conversations import Conversations
from bot.evaluating import evaluate
from bot.folder import backup, check, rebuild, restore
from bot.keeping import describe, edit, hide, list_documents, log, original, remove, show, supersede, undo
from bot.memory import keep_small
from bot.options import data_option, dumps, json_option
from bot.problems import Problem, plainly
from bot.referencing import reference
from bot.samples import EVERYBODY, assemble_with_samples
from bot.settings import settings_for
from corpus.document import Audience
from retrieval.question import MAX_QUESTION, Exchange, Question, Reason, today

PUBLIC = (Audience.PUBLIC,)


audience_option = click.option("--audience", "audiences", type=click.Choice([a.value for a in Audience]), multiple=True,
                               help="Phạm vi được đọc, có thể lặp lại (mặc định: public).")
batch_option = click.option("--batch", type=click.File(encoding="utf-8"),
                            help='Tệp câu hỏi, mỗi dòng {"id", "question", "history"?}.')


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hoiphuong")
def main() -> None:
    """Hỏi Phường: trả lời câu hỏi về văn bản của phường, có trích nguồn."""


# ------------------------------------------------------------------------------------------------------------- asking

@main.command()
@click.argument("question", required=False)
@batch_option
@json_option
@click.option("--explain", is_flag=True,
              help="In thêm cách hiểu câu hỏi, các đoạn tìm thấy và lý do chọn hay bỏ từng ứng viên.")
@audience_option
@data_option
@plainly
def ask(question: str | None, batch: IO[str] | None, as_json: bool, explain: bool, audiences: tuple[str, ...],
        data: Path | None) -> None:
    """Trả lời một câu hỏi, hoặc mỗi dòng của một tệp câu hỏi."""
    assistant = open_for_asking(data)
    may_read = frozenset(map(Audience, audiences or PUBLIC))
    if batch is not None:
        for row in read_questions(batch):
            answer = assistant.service.answer(asked(row["question"], may_read, row.get("history") or ()))
            click.echo(dumps(rendering.to_json(answer, row["id"])) if as_json else rendering.plain(answer) + "\n")
        return
    if question is None:
        raise click.UsageError(messages.NO_QUESTION)
    answer = assistant.service.answer(asked(question, may_read))
    if answer.reason in {Reason.EMPTY, Reason.TOO_LONG}:
        if as_json:
            click.echo(dumps(rendering.to_json(answer)))
        raise Problem(messages.refused(answer.reason))
    click.echo(dumps(rendering.to_json(answer)) if as_json else rendering.plain(answer))
    if explain:
        click.echo("\n" + rendering.explanation(assistant.service.explain(asked(question, may_read))))


@main.command()
@click.argument("question", required=False)
@click.option("-k", "limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Số đoạn.")
@batch_option
@json_option
@audience_option
@data_option
@plainly
def search(question: str | None, limit: int, batch: IO[str] | None, as_json: bool, audiences: tuple[str, ...],
           data: Path | None) -> None:
    """Tìm những đoạn văn bản gần với câu hỏi nhất."""
    assistant = open_for_asking(data)
    may_read = frozenset(map(Audience, audiences or PUBLIC))
    if batch is None and question is None:
        raise click.UsageError(messages.NO_QUESTION)
    rows: Iterator[dict[str, Any]] = (
        read_questions(batch) if batch is not None else iter([{"id": None, "question": question}]))
    for row in rows:
        hits = assistant.searcher.search(asked(row["question"][:MAX_QUESTION], may_read, row.get("history") or ()), limit)
        if as_json:
            click.echo(dumps({"id": row["id"], "hits": [rendering.hit_to_json(hit) for hit in hits]}))
        else:
            click.echo("\n\n".join(map(rendering.hit_plain, hits)) or messages.NO_HITS)


@main.command()
@data_option
@plainly
def run(data: Path | None) -> None:
    """Chạy Trợ lý: trang hỏi đáp, và Telegram khi có TELEGRAM_BOT_TOKEN."""
    keep_small()
    settings = settings_for(data)
    logs.setup([settings.token, settings.proxy, settings.llm.key if settings.llm else None])
    assistant = assemble_with_samples(settings)
    assistant.service.warm_up()
    if assistant.settings.data != settings.data:
        click.echo(messages.SAMPLES.format(documents=len(assistant.library.documents(audiences=EVERYBODY)),
                                           folder=assistant.settings.data))
    running = importlib.import_module("bot.running")       # the channels are heavy, and only needed here
    try:
        running.run(assistant, click.echo)
    except running.CannotGoOn as end:
        raise Problem(end.sentence) from None


@main.command()
@audience_option
@data_option
@plainly
def chat(audiences: tuple[str, ...], data: Path | None) -> None:
    """Trò chuyện trong cửa sổ lệnh."""
    assistant = open_for_asking(data)
    may_read = frozenset(map(Audience, audiences or PUBLIC))
    conversation = Conversations()
    offered: dict[str, str] = {}
    click.echo(messages.CHAT)
    while True:
        try:
            text = click.prompt(messages.CHAT_PROMPT, prompt_suffix="", default="", show_default=False)
        except click.Abort:
            text = "thoát"
        typed = text.strip().lower()
        if typed in messages.CHAT_ENDS:
            click.echo(messages.GOODBYE)
            return
        if typed in messages.CHAT_FORGETS:
            conversation.forget("")
            offered = {}
            click.echo(messages.FORGOTTEN + "\n")
            continue
        text = offered.get(typed.rstrip("."), text)
        answer = assistant.service.answer(
            Question(text=text, audiences=may_read, today=today(), history=conversation.before("")))
        click.echo(rendering.plain(answer) + "\n")
        conversation.remember("", Exchange(text, rendering.text(answer)))
        offered = {str(n): choice.completing(answer.asked) for n, choice in enumerate(answer.choices, 1)}


for command in (add, list_documents, describe, original, edit, hide, show, supersede, remove, undo, log, check, rebuild,
                backup, restore, evaluate, calibrate_command, reference):
    main.add_command(command)


# ------------------------------------------------------------------------------------------------------------- inside

def open_for_asking(data: Path | None) -> Assistant:
    """Open the folder that was named; without a name, the ward's own or the samples."""
    settings = settings_for(data)
    named = data is not None or "HOIPHUONG_DATA" in os.environ
    assistant = assemble(settings) if named else assemble_with_samples(settings)
    assistant.service.warm_up()
    return assistant


def asked(text: str, audiences: frozenset[Audience], history: Any = ()) -> Question:
    exchanges = tuple(Exchange(str(turn["q"]), str(turn["a"])) for turn in history)
    return Question(text=text, audiences=audiences, today=today(), history=exchanges)


def read_questions(file: IO[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a question file; a bad line ends it with a sentence that names the line."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            history = row.get("history") or []
            good = isinstance(row["question"], str) and all("q" in turn and "a" in turn for turn in history)
        except (ValueError, KeyError, TypeError, AttributeError):
            good = False
        if not good:
            bad_line(number, file.name)
        yield {"id": row.get("id"), **row}


def bad_line(number: int, name: str) -> NoReturn:
    raise Problem(messages.BAD_QUESTION_LINE.format(line=number, name=name))


if __name__ == "__main__":
    main()
