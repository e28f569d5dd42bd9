"""Question sets: documents, and questions whose answers are known.

Two forms are read. A BEIR folder says which documents answer: corpus.jsonl, queries.jsonl, qrels.tsv. A folder with
docs.jsonl and qa.jsonl also says which fact is the answer, which words of the documents prove it, and which questions
the documents do not answer.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from corpus.document import Audience, Document
from corpus.formats.characters import has_words, storable
from corpus.formats.headline import headline
from corpus.reading import read_jsonl
from retrieval.errors import RetrievalError
from retrieval.question import Exchange

T = TypeVar("T")

_PUBLIC = frozenset({Audience.PUBLIC})
_READERS = {
    "public": _PUBLIC, "dan": _PUBLIC,
    "party": _PUBLIC | {Audience.PARTY}, "dv": _PUBLIC | {Audience.PARTY},
    "staff": _PUBLIC | {Audience.STAFF}, "admin": _PUBLIC | {Audience.STAFF},
}  # fmt: skip
_QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv")


class UnusableQuestionSet(RetrievalError):
    """A folder or file that holds no question set; `line` says where it is broken, 0 when it is none at all."""

    def __init__(self, path: Path, line: int = 0) -> None:
        super().__init__(f"{path}: no question set" + (f" (line {line})" if line else ""))
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question and what is known about its answer.

    `documents` says what finding each document is worth. Any one of `accept` is the fact; " ; " joins the parts of a
    fact that has several. `evidence` is cut out of the documents letter by letter; a row without it is about finding
    documents. `distractors` are facts near by that are wrong.
    """

    id: str
    question: str
    documents: Mapping[str, float]
    accept: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    answerable: bool = True
    audiences: frozenset[Audience] = _PUBLIC
    history: tuple[Exchange, ...] = ()
    form: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the documents that they are asked about."""

    name: str
    documents: tuple[Document, ...]
    rows: tuple[Row, ...]


def read_set(folder: Path) -> QuestionSet:
    """Read a folder in either form; UnusableQuestionSet when it is in neither."""
    name = folder.resolve().name
    if (folder / "qa.jsonl").is_file() and (folder / "docs.jsonl").is_file():
        path = folder / "docs.jsonl"
        documents = read_jsonl(str(path), path.read_bytes(), audience=Audience.PUBLIC)
        return QuestionSet(name, tuple(documents), read_rows(folder / "qa.jsonl"))
    qrels = next((folder / file for file in _QRELS if (folder / file).is_file()), None)
    if qrels and all((folder / file).is_file() for file in ("corpus.jsonl", "queries.jsonl")):
        return QuestionSet(name, tuple(_beir_documents(folder / "corpus.jsonl")),
                           tuple(_beir_rows(folder / "queries.jsonl", _relevant(qrels))))
    raise UnusableQuestionSet(folder)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the questions of a qa.jsonl."""
    return tuple(_parsed(path, _row))


def _row(values: dict[str, Any]) -> Row:
    documents = [values["doc"]] if isinstance(values["doc"], str) else values["doc"] or ()
    return Row(
        id=str(values["id"]),
        question=storable(values["question"]),
        documents={document: 1.0 for document in documents if document},
        accept=tuple(values["accept"]),
        evidence=tuple(map(storable, values["evidence"])),
        distractors=tuple(values.get("distractors") or ()),
        answerable=values["answerable"],
        audiences=_READERS[values.get("audience", "public")],
        history=tuple(Exchange(turn["q"], turn["a"]) for turn in values.get("history") or ()),
        form=values.get("form", ""),
        type=values.get("type", ""),
    )


def _beir_documents(path: Path) -> Iterator[Document]:
    """Yield the documents as `add` would read them from lines of JSON; one without a word is none."""
    for identifier, title, text in _parsed(path, _beir_document):
        if has_words(text):
            yield Document(identifier, title or headline(text), None, Audience.PUBLIC, text, source=path.name)


def _beir_document(values: dict[str, Any]) -> tuple[str, str, str]:
    title = " ".join(storable(values.get("title") or "").split())
    text = storable(values["text"])
    return str(values["_id"]), title, text if has_words(text) else title


def _beir_rows(path: Path, relevant: Mapping[str, Mapping[str, float]]) -> Iterator[Row]:
    for identifier, text, accept in _parsed(path, _beir_question):
        if identifier in relevant:
            yield Row(id=identifier, question=text, documents=relevant[identifier], accept=accept)


def _beir_question(values: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return str(values["_id"]), storable(values["text"]), tuple(map(str, values.get("answers") or ()))


def _relevant(path: Path) -> Mapping[str, Mapping[str, float]]:
    """Return what each document is worth for each question; the first line may name the columns."""
    relevant: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            question, document, worth = line.split("\t")
            if float(worth) > 0:
                relevant[question][document] = float(worth)
        except ValueError:
            if number > 1:
                raise UnusableQuestionSet(path, number) from None
    return relevant


def _parsed(path: Path, parse: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                yield parse(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise UnusableQuestionSet(path, number) from problem
