"""The command `hoiphuong evaluate`: how well search and answers do on a question set."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from bot import messages
from bot.assembly import Assistant, assemble
from bot.problems import Problem, clearly
from bot.samples import EVERYBODY, samples
from bot.settings import settings_for
from corpus.document import Document
from corpus.splitting import split
from corpus.store import digest
from retrieval.answering import AnswerService
from retrieval.deciding import Thresholds
from retrieval.errors import ModelMismatch
from retrieval.evaluation import measuring, picture, reporting
from retrieval.evaluation.grading import Grade
from retrieval.evaluation.measuring import Ranked, Report, Spelling
from retrieval.evaluation.question_sets import QuestionSet, UnusableQuestionSet, read_rows, read_set
from retrieval.evaluation.ranking import MEASURES
from retrieval.evaluation.reporting import Group, PerQuestion, Tally
from retrieval.question import today
from retrieval.reading.reader import Reader
from retrieval.searching import NEEDS, STEPS, Searcher

SAMPLES = "samples"
GOLD = Path(__file__).parent.parent / "tests" / "gold" / "samples.jsonl"

_FILE = click.Path(dir_okay=False, path_type=Path)
_THERE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--json", "json_file", type=_FILE, help="Ghi mọi số đo vào tệp JSON.")
@click.option("--save-baseline", "save", type=_FILE, help="Ghi điểm từng câu hỏi làm mốc để so sánh về sau.")
@click.option("--baseline", type=_THERE, help="So với mốc đã ghi, kèm khoảng tin cậy 95 %.")
@click.option("--without", multiple=True, metavar="BƯỚC",
              help=f"Bỏ một bước tìm kiếm, có thể lặp lại: {', '.join(STEPS)}.")
@click.option("--compare-all", is_flag=True, help="So cách tìm đầy đủ với từng bước đứng riêng hoặc bị bỏ.")
@click.option("--search-only", is_flag=True, help="Chỉ đo tìm kiếm, không đo câu trả lời.")
@click.option("--strip", is_flag=True, help="Bỏ dấu câu hỏi khi đo câu trả lời (tìm kiếm luôn đo cả hai cách gõ).")
@click.option("--plot", type=_FILE, help="Vẽ hình vào tệp .png.")
@click.option("--gold", type=_THERE, help="Tệp câu hỏi cho báo cáo mẫu (khi DIR là samples).")
@click.option("--today", "asked_on", type=click.DateTime(["%Y-%m-%d"]), help="Coi như hỏi vào ngày này.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path),
              help="Giữ chỉ mục trong thư mục này để lần sau khỏi lập lại; không phải kho tài liệu của phường.")
def evaluate(folder: str, json_file: Path | None, save: Path | None, baseline: Path | None, without: tuple[str, ...],
             compare_all: bool, search_only: bool, strip: bool, plot: Path | None, gold: Path | None,
             asked_on: datetime | None, data: Path | None) -> None:
    """Đo chất lượng tìm kiếm và trả lời trên bộ câu hỏi DIR.

    DIR là thư mục dạng BEIR (corpus.jsonl, queries.jsonl, qrels.tsv), thư mục có docs.jsonl và qa.jsonl, hoặc chữ
    samples: bộ câu hỏi về báo cáo mẫu.
    """
    for step in without:
        if step not in STEPS:
            raise click.UsageError(messages.UNKNOWN_STEP.format(step=step, steps=", ".join(STEPS)))
    if compare_all and (save or baseline or plot):
        raise click.UsageError(messages.COMPARED_ALONE)
    day = asked_on.date() if asked_on else today()
    with in_one_sentence():
        if plot:
            picture.require()
        earlier = reporting.read_scores(baseline) if baseline else None
        questions = read_samples(gold) if folder == SAMPLES else read_set(Path(folder))
        with opened(questions, data) as assistant:
            if compare_all:
                ways = compared(questions, assistant, without, day)
                click.echo(ranking_table(ways))
                if json_file:
                    _write(json_file, {"set": questions.name, "search": reporting.ways_to_json(ways)})
                return
            assistant = leaving_out(assistant, without)
            report = measured(questions, assistant, day, answers=not search_only, strip=strip)
            whatever = graded_whatever(questions, assistant, day, strip=strip) if plot and report.grades else ()
        click.echo(shown(report))
        if earlier is not None:
            click.echo(differences(report, earlier))
        if json_file:
            _write(json_file, {"set": questions.name, "without": without} | reporting.to_json(report))
        if save:
            _write(save, {"set": questions.name, "without": without, "scores": reporting.per_question(report)})
        if plot and report.grades:
            picture.draw(report.grades, plot, messages.PICTURE, whatever=whatever)
        elif plot:
            raise Problem(messages.NOTHING_TO_DRAW)


def read_samples(gold: Path | None) -> QuestionSet:
    """Return the sample reports and the questions about them."""
    path = gold or GOLD
    if not path.is_file():
        raise click.UsageError(messages.NO_GOLD)
    return QuestionSet(SAMPLES, tuple(samples()), read_rows(path))


@contextmanager
def opened(questions: QuestionSet, cache: Path | None) -> Iterator[Assistant]:
    """Open the documents of a question set, in a folder that is thrown away or one of the cache's own."""
    with tempfile.TemporaryDirectory(prefix="hoiphuong-") as temporary:
        folder = cache / f"{questions.name}-{_fingerprint(questions.documents)}" if cache else Path(temporary)
        assistant = assemble(settings_for(folder))
        try:
            started = time.perf_counter()
            _fill(assistant, questions.documents)
            passages = sum(listing.passages for listing in assistant.library.documents(audiences=EVERYBODY))
            click.echo(messages.evaluating(questions.name, len(questions.documents), passages, len(questions.rows),
                                           time.perf_counter() - started))
            yield assistant
        finally:
            assistant.library.close()


def leaving_out(assistant: Assistant, without: Iterable[str]) -> Assistant:
    """Return an assistant that searches without these steps."""
    steps = frozenset(without)
    if not steps:
        return assistant
    reader = Reader()
    searcher = Searcher(assistant.library, reader, without=steps)
    return replace(assistant, searcher=searcher, service=AnswerService(assistant.library, searcher, reader))


def measured(questions: QuestionSet, assistant: Assistant, day: date, *, answers: bool, strip: bool) -> Report:
    """Measure, and show on stderr how far it is."""
    length = sum(row.answerable for row in questions.rows) + (len(questions.rows) if answers else 0)
    with progress(length, messages.MEASURING) as tick:
        return measuring.evaluate_set(assistant, questions.rows, asked_on=day, answers=answers, strip=strip, tick=tick)


def graded_whatever(questions: QuestionSet, assistant: Assistant, day: date, *, strip: bool) -> tuple[Grade, ...]:
    """Grade the answers that would be given at any confidence: what the curve of thresholds is drawn from."""
    service = AnswerService(assistant.library, assistant.searcher, thresholds=Thresholds(span=0.0, sentence=0.0))
    with progress(len(questions.rows), messages.MEASURING) as tick:
        return measuring.graded(questions.rows, replace(assistant, service=service), day, strip=strip, tick=tick)


# ------------------------------------------------------------------------------------------------------------- tables

def shown(report: Report) -> str:
    """Return a report as people read it in a terminal."""
    parts = [ranking_table([(messages.FULL_RANKING, report.search), (messages.PLAIN_BM25, report.bm25)]),
             messages.took(messages.SEARCHING_TOOK, *_latency(report.search.took_ms))]
    if report.unreachable:
        parts.append(messages.UNREACHABLE.format(count=len(report.unreachable), ids=", ".join(report.unreachable[:10])))
    if report.grades:
        parts.append(answers_shown(report))
    return "\n\n".join(parts)


def ranking_table(rows: Sequence[tuple[str, Ranked]]) -> str:
    """Return how well each way to search did, with the accents as written and without."""
    blocks = []
    for criterion in rows[0][1].scores:
        table = [["", *(messages.SPELLINGS[spelling] if first else "" for spelling in Spelling
                        for first in [True, *[False] * (len(MEASURES) - 1)])],
                 [messages.CRITERIA[criterion], *[*MEASURES] * len(Spelling)]]
        table += [[name, *(f"{value:.3f}" for spelling in Spelling
                           for value in ranked.mean(criterion, spelling).values())]
                  for name, ranked in rows]
        blocks.append(aligned(table))
    return "\n\n".join(blocks)


def answers_shown(report: Report) -> str:
    """Return how the questions were answered: in all, per form and per type."""
    grades = report.grades
    total = reporting.everything(grades, messages.ALL_QUESTIONS)
    told = bool(total.unanswerable.questions or reporting.groups(grades, "type"))
    table = [["", *messages.ANSWER_COLUMNS], _counted(total)]
    for by in ("form", "type"):
        table += [[f"{messages.GROUPS[by]}:"], *map(_counted, reporting.groups(grades, by))] if told else []
    exact, quoting = reporting.quotes_exact(grades)
    answerable = total.answerable
    lines = [aligned(table), ""]
    for kind, tally in ((True, total.answerable), (False, total.unanswerable)):
        if tally.questions:
            lines.append(messages.outcomes(kind, reporting.outcomes(grades, answerable=kind)))
    if answerable.questions:
        lines.append(messages.STATED.format(share=answerable.stated_and_quoted / answerable.questions))
        lines.append(messages.FIRST_QUOTE.format(share=answerable.first / answerable.questions))
    lines.append(messages.QUOTES_EXACT.format(exact=exact, quoting=quoting))
    lines.append(messages.took(messages.ANSWERING_TOOK, *_latency([grade.took_ms for grade in grades])))
    return "\n".join(lines)


def compared(questions: QuestionSet, assistant: Assistant, without: Sequence[str],
             day: date) -> list[tuple[str, Ranked]]:
    """Measure the full ranking, each step alone, each step left out, and BM25."""
    looked_for = measuring.look_up(questions.rows, assistant.library)
    variants = measuring.variants(STEPS, without, NEEDS)
    ways = []
    with progress(len(variants) * len(looked_for), messages.MEASURING) as tick:
        for way in variants:
            search = measuring.searching(leaving_out(assistant, way.without).searcher)
            ways.append((messages.variant(way.alone, way.but), measuring.rank(looked_for, search, day, tick)))
    yardstick = measuring.yardstick(looked_for, assistant.library)
    return [way for way in ways if way[1].finds_anything] + [    # a step that only reorders finds nothing alone
        (messages.PLAIN_BM25, measuring.rank(looked_for, yardstick, day))]


def differences(report: Report, earlier: PerQuestion) -> str:
    """Return what changed since an earlier run, with the interval that says whether it is more than chance."""
    table = [[*messages.DIFFERENCE_COLUMNS]]
    for name, gain in reporting.compare(reporting.per_question(report), earlier).items():
        table.append([name, str(gain.questions), f"{gain.mean:+.4f}", f"[{gain.low:+.4f}; {gain.high:+.4f}]",
                      "*" if gain.clear else ""])
    return "\n" + (aligned(table) if len(table) > 1 else messages.NOTHING_TO_COMPARE)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return a table in columns, the first one to the left, the others to the right."""
    columns = max(map(len, rows))
    widths = [max((len(row[column]) for row in rows if column < len(row)), default=0) for column in range(columns)]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths, strict=False))).rstrip()
                     for row in rows)


def _counted(group: Group) -> list[str]:
    def cells(tally: Tally, *names: str) -> list[str]:
        return [str(getattr(tally, name)) if tally.questions else "–" for name in ("questions", *names)]

    return [group.name, *cells(group.answerable, "answered", "right", "cited", "wrong"),
            *cells(group.unanswerable, "right", "wrong")]


def _latency(took_ms: Sequence[float]) -> tuple[float, float]:
    return reporting.percentile(took_ms, 50), reporting.percentile(took_ms, 99)


# ------------------------------------------------------------------------------------------------------------- inside

def _fill(assistant: Assistant, documents: Sequence[Document]) -> None:
    """Add the documents that are not there yet, as `hoiphuong add` does."""
    with progress(len(documents), messages.ADDING) as tick:
        try:
            for _ in assistant.library.add(documents):
                tick()
        except ModelMismatch:              # a cached folder, and another model since
            assistant.library.rebuild()
            _fill(assistant, documents)


def _fingerprint(documents: Iterable[Document]) -> str:
    """Tell two sets of documents apart, and two ways to split them."""
    seen = sha256()
    for document in documents:
        seen.update(f"{document.id}\0{digest(document)}\0".encode())
        seen.update(repr([(passage.start, passage.end, passage.heading) for passage in split(document.text)]).encode())
    return seen.hexdigest()[:12]


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[], None]]:
    """Show on stderr how far something is."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn what went wrong into one sentence."""
    with clearly():
        try:
            yield
        except UnusableQuestionSet as problem:
            raise Problem(messages.no_question_set(problem.path, problem.line)) from problem
        except picture.PictureUnavailable as problem:
            raise Problem(messages.NO_PICTURE) from problem


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
