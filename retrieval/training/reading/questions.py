"""Questions whose answers are marked in a text: what the reader learns from, never what it is measured on."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Audience, Document


@dataclass(frozen=True, slots=True)
class Marked:
    """A question and where its answer stands: `document.text[start:end]`. Several places may hold it."""

    question: str
    places: tuple[tuple[str, int, int], ...]     # (document id, start, end); none when nothing answers
    answer: str


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
                for asked in paragraph["qas"]:
                    answer = asked["answers"][0]
                    start = at + answer["answer_start"]
                    questions.append(Marked(asked["question"], ((name, start, start + len(answer["text"])),),
                                            answer["text"]))
                lines.append(line)
                at += len(line) + 1
            documents.append(_document(name, article["title"], "\n".join(lines)))
    return QuestionSet(documents, questions)


_PARAGRAPHS = 6      # of an article that make a document as long as a report


def vinewsqa(path: Path) -> QuestionSet:
    """Read news articles with questions."""
    documents, questions = [], []
    for number, row in enumerate(_lines(path)):
        name, text = f"news-{number}", row["context"]
        documents.append(_document(name, " ".join(text.split()[:12]), text))
        for asked in row["qas"]:
            start = text.find(asked["answer"])
            if start >= 0:
                questions.append(Marked(asked["question"], ((name, start, start + len(asked["answer"])),),
                                        asked["answer"]))
    return QuestionSet(documents, questions)


def webqa(path: Path) -> QuestionSet:
    """Read questions with the paragraphs that a web search found for each; many do not answer."""
    documents: list[Document] = []
    questions: list[Marked] = []
    for number, entry in enumerate(_load(path)["data"]):
        places, answer = [], ""
        for at, paragraph in enumerate(entry["paragraphs"]):
            name = f"web-{number}-{at}"
            documents.append(_document(name, "", paragraph["context"]))
            asked = paragraph["qas"][0]
            for found in asked["answers"]:
                places.append((name, found["answer_start"], found["answer_start"] + len(found["text"])))
                answer = found["text"]
        questions.append(Marked(asked["question"], tuple(places), answer))
    return QuestionSet(documents, questions)


def _document(name: str, title: str, text: str) -> Document:
    return Document(name, title, None, Audience.PUBLIC, text)


def _load(path: Path) -> Any:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


_ = Iterable
