"""Questions written for this project: over ward news, and over ward papers written for them.

`own/news.jsonl.gz` names stretches of articles in the data folder; `own/papers.jsonl.gz` holds papers of invented wards,
`own/paper_questions.jsonl.gz` the questions about them. A stretch is [first character, character after the last].
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from corpus.document import Audience, Document
from retrieval.sought import Sought
from retrieval.training.contamination import Excluded
from retrieval.training.reading.kinds import KIND_OF
from retrieval.training.reading.questions import Marked, Place, QuestionSet

FOLDER = Path(__file__).parent / "own"
_OTHERS = 900        # articles without questions, among which the answers must be found
_SHORTEST = 600      # characters of one that is worth searching


@dataclass(frozen=True, slots=True)
class Own(QuestionSet):
    """Our questions, with the kind of answer that each wants where one kind fits."""

    kinds: list[tuple[str, Sought]]


def own_questions(ward_news: Path, excluded: Excluded, *, held_out: bool = False) -> Own:
    """Read the questions and the documents that they are asked over, without what an evaluation set holds.

    The questions about one document in twelve are held out of training, to choose thresholds with: `held_out` gives these.
    """
    asked = [*_rows(FOLDER / "news.jsonl.gz"), *_rows(FOLDER / "paper_questions.jsonl.gz")]
    named = {row["doc"] for row in asked}
    documents = {row["id"]: _document(row["id"], row["title"], row["text"]) for row in _rows(FOLDER / "papers.jsonl.gz")}
    others = 0
    for row in _rows(ward_news):
        document = _document(row["id"], row["title"], article_text(row))
        if row["id"] not in named:
            if others == _OTHERS or len(document.text) < _SHORTEST:
                continue
            others += 1
        if not excluded.holds(document.text):
            documents[row["id"]] = document
    chosen = [row for row in asked if row["doc"] in documents and (crc32(row["doc"].encode()) % 12 == 0) is held_out]
    return Own(list(documents.values()), [_marked(row, documents[row["doc"]]) for row in chosen],
               [(row["question"], KIND_OF[kind]) for row in chosen
                if (kind := row["type"].removeprefix("missing_")) in KIND_OF])


def article_text(row: dict[str, Any]) -> str:
    """Return an article's title, abstract and body as lines, white space tidied: what the stretches are counted in."""
    parts = "\n".join(part for part in (row["title"], row["abstract"], row["body"]) if part and part.strip())
    text = unicodedata.normalize("NFC", parts)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _marked(row: dict[str, Any], document: Document) -> Marked:
    def places(name: str) -> tuple[Place, ...]:
        return tuple(Place(document.id, start, end) for start, end in row[name])
    answers = places("answers")
    answer = document.text[answers[0].start:answers[0].end] if len(answers) == 1 else ""
    return Marked(row["question"], places("evidence"), answers, answer, document.id)


def _document(identifier: str, title: str, text: str) -> Document:
    return Document(identifier, title or "", None, Audience.PUBLIC, text)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
