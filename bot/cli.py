"""The command `hoiphuong`: run, chat, ask, search, and the documents (add, list, remove, rebuild, check)."""

import importlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from bot import logs, messages, rendering
from bot.assembly import Assistant, assemble
from bot.evaluating import evaluate
from bot.problems import Problem, plainly
from bot.referencing import reference
from bot.samples import EVERYBODY, assemble_with_samples
from bot.settings import settings_for
from corpus.document import Audience
from corpus.errors import CorpusError, InvalidValue, UnknownDocument
from corpus.reading import read_paths
from retrieval.question import MAX_QUESTION, Exchange, Question, Reason, today
from retrieval.understanding import understand

PUBLIC = (Audience.PUBLIC,)


data_option = click.option("--data", type=click.Path(path_type=Path), help="Thư mục dữ liệu (mặc định: HOIPHUONG_DATA).")
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
audience_option = click.option("--audience", "audiences", type=click.Choice([a.value for a in Audience]), multiple=True,
                               help="Phạm vi được đọc, có thể lặp lại (mặc định: public).")
batch_option = click.option("--batch", type=click.File(encoding="utf-8"),
                            help='Tệp câu hỏi, mỗi dòng {"id", "question", "history"?}.')


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hoiphuong")
def main() -> None:
    """Hỏi Phường: trả lời câu hỏi về văn bản của phường, có trích nguồn."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)      # its complaints are ours to put into a sentence


# ------------------------------------------------------------------------------------------------------------- asking

@main.command()
@click.argument("question", required=False)
@batch_option
@json_option
@click.option("--explain", is_flag=True, help="In thêm cách hiểu câu hỏi và các đoạn tìm thấy.")
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
        understood = understand(asked(question, may_read))
        click.echo("\n" + messages.explained(understood))
        for hit in assistant.searcher.hits(understood, may_read, 5):
            click.echo(rendering.hit_plain(hit))


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
    settings = settings_for(data)
    logs.setup([settings.token, settings.proxy])
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
    history: list[Exchange] = []
    click.echo(messages.CHAT)
    while True:
        try:
            text = click.prompt(messages.CHAT_PROMPT, prompt_suffix="", default="", show_default=False)
        except click.Abort:
            text = "thoát"
        if text.strip().lower() in messages.CHAT_ENDS:
            click.echo(messages.GOODBYE)
            return
        answer = assistant.service.answer(
            Question(text=text, audiences=may_read, today=today(), history=tuple(history[-3:])))
        click.echo(rendering.plain(answer) + "\n")
        history.append(Exchange(text, rendering.text(answer)))


# ---------------------------------------------------------------------------------------------------------- documents

@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--audience", type=click.Choice([a.value for a in Audience]), default=Audience.PUBLIC.value, show_default=True,
              help="Văn bản dành cho ai.")
@click.option("--issued", help="Ngày ban hành, dạng 2024-03-12.")
@click.option("--title", help="Tiêu đề, khi thêm một tệp.")
@json_option
@data_option
@plainly
def add(paths: tuple[Path, ...], audience: str, issued: str | None, title: str | None, as_json: bool,
        data: Path | None) -> None:
    """Thêm văn bản: tệp .txt, .md, .html, .docx, .pdf, .jsonl hoặc cả thư mục."""
    given = parse_date(issued) if issued else None
    assistant = assemble(settings_for(data))
    problems: list[CorpusError] = []

    def readable() -> Iterator[Any]:
        for read in read_paths(paths, audience=Audience(audience), issued=given, title=title):
            if isinstance(read, CorpusError):
                problems.append(read)
            else:
                yield read

    count = 0
    for entry in assistant.library.add(readable()):
        count += 1
        click.echo(dumps({"id": entry.document, "title": entry.title, "passages": entry.passages,
                          "change": entry.change.value}) if as_json else messages.added(entry))
    for problem in problems:
        click.echo(messages.error(problem), err=True)
    if problems:
        sys.exit(1)
    if not count:
        raise Problem(messages.NOTHING_TO_ADD)


@main.command(name="list")
@json_option
@data_option
@plainly
def list_documents(as_json: bool, data: Path | None) -> None:
    """Liệt kê văn bản, mới nhất trước."""
    listings = assemble(settings_for(data)).library.documents(audiences=EVERYBODY, hidden=True)
    if as_json:
        click.echo(dumps([rendering.listing_to_json(listing) for listing in listings]))
    else:
        click.echo("\n".join(map(messages.listed, listings)) or messages.NO_DOCUMENTS)


@main.command()
@click.argument("document_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@data_option
@plainly
def remove(document_id: str, yes: bool, data: Path | None) -> None:
    """Xoá một văn bản: từ đó không câu trả lời nào dùng văn bản này."""
    library = assemble(settings_for(data)).library
    listings = {listing.id: listing for listing in library.documents(audiences=EVERYBODY, hidden=True)}
    if document_id not in listings:
        raise UnknownDocument(document_id)
    title = listings[document_id].title
    if not yes and not click.confirm(messages.CONFIRM_REMOVE.format(title=title)):
        click.echo(messages.LEFT_ALONE)
        return
    library.remove(document_id)
    click.echo(messages.REMOVED.format(title=title))


@main.command()
@data_option
@plainly
def rebuild(data: Path | None) -> None:
    """Lập lại chỉ mục, chẳng hạn sau khi đổi mô hình."""
    library = assemble(settings_for(data)).library
    total = sum(listing.passages for listing in library.documents(audiences=EVERYBODY, hidden=True))
    with click.progressbar(length=total, label=messages.REBUILDING, file=sys.stderr) as bar:
        passages = library.rebuild(lambda done: bar.update(done - bar.pos))
    click.echo(messages.REBUILT.format(passages=passages))


@main.command()
@data_option
@plainly
def check(data: Path | None) -> None:
    """Kiểm tra kho tài liệu và hai chỉ mục có khớp nhau không."""
    library = assemble(settings_for(data)).library
    found = library.check()
    listings = library.documents(audiences=EVERYBODY, hidden=True)
    report = messages.checked(found, len(listings), sum(listing.passages for listing in listings))
    if not found.sound:
        raise Problem(report)
    click.echo(report)


main.add_command(evaluate)
main.add_command(reference)


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


def parse_date(value: str) -> date:
    """Read 2024-03-12 or 12/3/2024; InvalidValue for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(value.strip(), form).date()
        except ValueError:
            continue
    raise InvalidValue("issued", value)


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
