"""The command `hoiphuong add`: files become documents; what is there already is noticed."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import click

from bot import messages, rendering
from bot.assembly import assemble
from bot.options import AUDIENCES, data_option, dumps, json_option, parse_date, whoever
from bot.problems import Problem, plainly
from bot.samples import EVERYBODY
from bot.settings import settings_for
from corpus.document import Audience, Document
from corpus.errors import CorpusError
from corpus.fetching import Fetcher, is_address
from corpus.reading import SUFFIXES, Given, Reading, examine_sources
from corpus.resemblance import Alike, Resemblance
from retrieval.library import Library

_LINES = ".jsonl"
_BULK = 20      # documents from which on a bar shows how far it is


class Same(StrEnum):
    """What to do with a document that resembles one that is there."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP = "keep"
    SKIP = "skip"


@click.command()
@click.argument("sources", metavar="TỆP…", nargs=-1, required=True)
@click.option("--audience", type=AUDIENCES,
              help="Văn bản dành cho ai (mặc định: public; văn bản ghi “lưu hành nội bộ”, “dự thảo”: hẹp hơn).")
@click.option("--issued", help="Ngày ban hành, dạng 2024-03-12.")
@click.option("--title", help="Tiêu đề, khi thêm một tệp.")
@click.option("--same", type=click.Choice([same.value for same in Same]),
              help="Khi văn bản giống một văn bản đã có: hỏi, thay bản cũ, giữ cả hai, hoặc bỏ qua.")
@json_option
@data_option
@plainly
def add(sources: tuple[str, ...], audience: str | None, issued: str | None, title: str | None, same: str | None,
        as_json: bool, data: Path | None) -> None:
    """Thêm văn bản: tệp (Word, PDF, ảnh, bảng tính, .zip, …), thư mục, địa chỉ https://… Văn bản không đổi được bỏ qua."""
    given = Given(Audience(audience) if audience else None, parse_date(issued), title)
    settings = settings_for(data)
    library = assemble(settings).library
    arrivals = Arrivals(library, Same(same) if same else None, given)
    problems: list[CorpusError] = []
    readings: dict[str, Reading] = {}
    total = expected(sources)
    shown = total >= _BULK and sys.stderr.isatty()
    counts: Counter[str] = Counter()
    with click.progressbar(length=total, label=messages.ADDING, file=sys.stderr) if shown else nullcontext() as bar:

        def readable() -> Iterator[Document]:
            for read in examine_sources(sources, given, Fetcher(settings.domains)):
                if bar is not None:
                    bar.update(1)
                if isinstance(read, CorpusError):
                    problems.append(read)
                elif (document := arrivals.place(read.document)) is not None:
                    readings[document.id] = Reading(document.bare(), read.letterhead, read.notices,
                                                    read.confidence)
                    yield document

        for entry in library.add(readable(), by=whoever()):
            counts[entry.change] += 1
            reading = readings.pop(entry.document)
            if as_json:
                click.echo(dumps({"id": entry.document, "title": entry.title, "passages": entry.passages,
                                  "audience": reading.document.audience.value, "change": entry.change.value,
                                  **rendering.notices_to_json(reading)}))
            elif not shown:
                click.echo(messages.added(entry))
            for warning in warnings(reading, narrowed=audience is None):
                click.echo(warning, err=True)
    if shown and not as_json:
        click.echo(messages.added_up(counts))
    for problem in problems:
        click.echo(messages.error(problem), err=True)
    if problems:
        sys.exit(1)
    if not counts and not arrivals.skipped:
        raise Problem(messages.NOTHING_TO_ADD)


def warnings(reading: Reading, *, narrowed: bool) -> list[str]:
    """Return what somebody should know of a document that was read, a sentence each."""
    sure = [] if reading.confidence is None else [messages.recognised(reading.document.title, reading.confidence)]
    return sure + messages.warnings(reading.notices, reading.document.audience, narrowed=narrowed)


class Arrivals:
    """Decides for one document after another what becomes of it beside what is there; says so where it is not plain.

    Without a rule what is there letter by letter is skipped and what only resembles is kept too, unless somebody sits at
    the keyboard to be asked. A line of .jsonl names its document itself, so it means that one and no other.
    """

    def __init__(self, library: Library, rule: Same | None, given: Given) -> None:
        self._library = library
        self._given = given
        self._rule = rule or (Same.ASK if sys.stdin.isatty() else None)
        self._lines = Same.KEEP if rule is None else self._rule
        self._seen = library.resemblances()
        self.skipped = 0

    def place(self, document: Document) -> Document | None:
        """Return the document under the id that it is to have, None when it is not to be added."""
        placed = self._placed(document)
        if placed is None:
            self.skipped += 1
        else:
            self._seen.remember(placed)
        return placed

    def _placed(self, document: Document) -> Document | None:
        if document.source.lower().endswith(_LINES):
            if self._lines is Same.KEEP or self._library.describe(document.id, audiences=EVERYBODY):
                return document
        else:
            if not is_address(document.source):
                document = replace(document, source=str(Path(document.source).absolute()))
            if there := self._library.from_source(document.source):
                return self._again(document, there[0])          # the same file
        found = self._seen.find(document)
        if found is None:
            return document
        return self._by(self._choice(document, found), document, found)

    def _choice(self, document: Document, found: Resemblance) -> Same:
        identical = found.alike is Alike.IDENTICAL
        if self._rule is None or (self._rule is Same.ASK and identical):
            choice = Same.SKIP if identical else Same.KEEP
            click.echo(messages.resembles(document.title, found, choice), err=True)
            return choice
        if self._rule is not Same.ASK:
            return self._rule
        click.echo(messages.resembles(document.title, found), err=True)
        answers = dict(zip(messages.SAME_ANSWERS, (Same.REPLACE, Same.KEEP, Same.SKIP), strict=True))
        return answers[click.prompt(messages.SAME_PROMPT, type=click.Choice(list(answers)), err=True)]

    def _by(self, choice: Same, document: Document, found: Resemblance) -> Document | None:
        if choice is Same.SKIP:
            return None
        if choice is Same.REPLACE:
            return self._again(document, found.original.id)
        taken = self._library.describe(document.id, audiences=EVERYBODY) or found.original.id == document.id
        return replace(document, id=self._seen.free_id(document.id)) if taken else document


    def _again(self, document: Document, key: str) -> Document:
        """Return a document as the next version of the one with this id.

        What an admin has edited since is not undone by reading the file once more, unless it is given anew; and what is
        not for everybody stays so in a version with another text, too.
        """
        document = replace(document, id=key)
        there = self._library.describe(key, audiences=EVERYBODY)
        if there is None:
            return document
        found = self._seen.find(document)
        same = found is not None and found.alike is Alike.IDENTICAL and found.original.id == key
        if self._given.audience is None and (same or there.audience is not Audience.PUBLIC):
            document = replace(document, audience=there.audience)
        if same:
            document = replace(document, title=self._given.title or there.title, issued=self._given.issued or there.issued)
        return document


def expected(sources: Iterable[str]) -> int:
    """Return about how many documents there are in files, folders and pages: enough to show how far it is."""
    total = 0
    for source in sources:
        path = Path(source)
        if is_address(source):
            total += 1
            continue
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.suffix.lower() == _LINES and file.is_file():
                with file.open("rb") as lines:
                    total += sum(1 for _ in lines)
            else:
                total += file.suffix.lower() in SUFFIXES
    return total
