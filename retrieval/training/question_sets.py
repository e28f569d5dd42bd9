"""Question sets with known answers, cut into the passages that a search ranks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.training.pairs import pieces_of
from retrieval.training.spelling import fold


@dataclass(frozen=True, slots=True)
class Searched:
    """A passage and the document whose finding counts."""

    document: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """`right[i]` holds what answers question i: documents, or positions of passages where `by_passage`."""

    name: str
    passages: tuple[Searched, ...]
    questions: tuple[str, ...]
    right: tuple[frozenset[str], ...]
    by_passage: bool


def read_set(folder: Path, others: Iterable[Path] = ()) -> QuestionSet:
    """Read a BEIR folder, or one of documents with evidence; `others` only make the search harder."""
    return _with_evidence(folder, others) if (folder / "qa.jsonl").exists() else _beir(folder)


def in_context(passage: Searched) -> str:
    """A passage under its title, as it is indexed."""
    return f"{passage.title}\n{passage.text}"


def _beir(folder: Path) -> QuestionSet:
    passages = []
    for row in _rows(folder / "corpus.jsonl"):
        passages += [Searched(row["_id"], row.get("title", ""), piece) for piece in pieces_of(row["text"], 110)]
    right: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        question, document, score = line.split("\t")
        if float(score) > 0:
            right.setdefault(question, set()).add(document)
    questions = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    asked = [key for key in questions if key in right]
    return QuestionSet(folder.name, tuple(passages), tuple(questions[key] for key in asked),
                       tuple(frozenset(right[key]) for key in asked), by_passage=False)


def _with_evidence(folder: Path, others: Iterable[Path]) -> QuestionSet:
    passages: list[Searched] = []
    for row in _rows(folder / "docs.jsonl"):
        passages += [Searched(row["id"], row["title"], piece) for piece in pieces_of(row["text"], 80)]
    questions, right = [], []
    for row in _rows(folder / "qa.jsonl"):
        if not row["answerable"]:
            continue
        documents = {row["doc"]} if isinstance(row["doc"], str) else set(row["doc"])
        own = [i for i, passage in enumerate(passages) if passage.document in documents]
        evidence = [_plain(text) for text in row["evidence"]]
        near = [i for i in own if any(_shares(_plain(passages[i].text), text) for text in evidence)]
        accepted = [[_plain(part) for part in accept.split(" ; ")] for accept in row["accept"]]
        exact = [i for i in near if any(all(part in _plain(passages[i].text) for part in parts) for parts in accepted)]
        history = " ".join(turn["q"] for turn in row["history"])
        questions.append(f'{history} {row["question"]}'.strip())
        right.append(frozenset(str(i) for i in exact or near))
    for path in others:
        passages += [Searched(row["id"], row["title"], piece) for row in _rows(path)
                     for piece in pieces_of(row["text"], 80)]
    return QuestionSet(folder.name, tuple(passages), tuple(questions), tuple(right), by_passage=True)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _shares(passage: str, evidence: str) -> bool:
    """Say whether a good part of the evidence stands in the passage."""
    if evidence in passage:
        return True
    words = evidence.split()
    run = min(len(words), 8)
    return sum(" ".join(words[i : i + run]) in passage for i in range(0, len(words) - run + 1, 4)) >= 2


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
