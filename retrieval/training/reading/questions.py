"""Questions whose answers are marked in a text: what the reader learns from, never what it is measured on."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Audience, Document

_PARAGRAPHS = 6      # of an encyclopedia article, that make a document as long as a report


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: `text[start:end]`."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, the sentences that answer it and the words in them that are the answer; none when nothing answers.

    `about` is the document that it was written for, where that is known.
    """

    question: str
    evidence: tuple[Place, ...]
    answers: tuple[Place, ...]
    answer: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents and questions about them."""

    documents: list[Document]
    questions: list[Marked]


def viquad(path: Path) -> QuestionSet:
    """Read a set in SQuAD's form; the paragraphs of an article become the lines of a document."""
    documents, questions = [], []
    for number, article in enumerate(_load(path)["data"]):
        paragraphs = article["paragraphs"]
        for part in range(0, len(paragraphs), _PARAGRAPHS):
            name, at, lines = f"viquad-{number}-{part}", 0, []
            for paragraph in paragraphs[part:part + _PARAGRAPHS]:
                line = paragraph["context"].replace("\n", " ")
                questions += [_marked(asked["question"], [(name, at + one["answer_start"], one["text"])])
                              for asked in paragraph["qas"] for one in asked["answers"][:1]]
                lines.append(line)
                at += len(line) + 1
            documents.append(_document(name, article["title"], "\n".join(lines)))
    return QuestionSet(documents, questions)


def vinewsqa(path: Path) -> QuestionSet:
    """Read news articles with questions."""
    documents, questions = [], []
    for number, row in enumerate(_lines(path)):
        name, text = f"news-{number}", row["context"]
        documents.append(_document(name, " ".join(text.split()[:12]), text))
        questions += [_marked(asked["question"], [(name, text.find(asked["answer"]), asked["answer"])])
                      for asked in row["qas"] if asked["answer"] in text]
    return QuestionSet(documents, questions)


def webqa(path: Path) -> QuestionSet:
    """Read questions with the paragraphs that a web search found for each; many do not answer."""
    documents: list[Document] = []
    questions: list[Marked] = []
    for number, entry in enumerate(_load(path)["data"]):
        answers = []
        for at, paragraph in enumerate(entry["paragraphs"]):
            name = f"web-{number}-{at}"
            documents.append(_document(name, "", paragraph["context"]))
            answers += [(name, one["answer_start"], one["text"]) for one in paragraph["qas"][0]["answers"]]
        questions.append(_marked(entry["paragraphs"][0]["qas"][0]["question"], answers))
    return QuestionSet(documents, questions)


def _marked(question: str, answers: list[tuple[str, int, str]]) -> Marked:
    places = tuple(Place(name, start, start + len(text)) for name, start, text in answers)
    return Marked(question, places, places, answers[0][2] if answers else "")


def _document(name: str, title: str, text: str) -> Document:
    return Document(name, title, None, Audience.PUBLIC, text)


def _load(path: Path) -> Any:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
