"""What is trained on, read from the data folder and cleared of everything that evaluation uses."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from retrieval.training.contamination import Excluded, evaluation_texts


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an article under a heading of its own, "" for its beginning."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news or encyclopedia article; `lead` is what an editor wrote to sum it up, "" where nobody did."""

    title: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the passage that answers it; `wrong` are passages that look right and are not.

    `answers` are stretches of the passage, where somebody marked them.
    """

    source: str
    question: str
    passage: str
    wrong: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that may be trained on."""

    news: list[Article]
    wiki: list[Article]
    headlines: list[tuple[str, str]]
    asked: list[Asked]
    chat: list[tuple[str, str]]


def read(folder: Path) -> Sources:
    """Read `folder`/train and leave out what `folder`/eval repeats."""
    excluded = Excluded(evaluation_texts(folder / "eval"))
    train = folder / "train"
    titles = {title for title, _ in json.loads((train / "decontamination_exclude.json").read_text("utf-8"))
              ["viwiki_underthesea_titles"]}
    return Sources(
        news=list(_news(train / "news_articles.jsonl.gz", excluded)),
        wiki=list(_wiki(train / "viwiki_articles.jsonl.gz", excluded, titles)),
        headlines=[(row["title"], row["sapo"]) for row in _rows(train / "headline_sapo.jsonl.gz")
                   if row["title"] and row["sapo"] and not excluded.holds(f'{row["title"]}\n{row["sapo"]}')],
        asked=list(_asked(train, excluded)),
        chat=list(chat_pairs(train)),
    )


def _news(path: Path, excluded: Excluded) -> Iterator[Article]:
    for row in _rows(path):
        whole = "\n".join((row["title"], row["abstract"], row["body"]))
        if not excluded.holds(whole):
            yield Article(row["title"], row["abstract"], (Section("", row["body"]),))


def _wiki(path: Path, excluded: Excluded, titles: set[str]) -> Iterator[Article]:
    for row in _rows(path):
        if row["dir"] != "viwiki" or row["title"].lower() in titles or excluded.holds(row["text"]):
            continue
        parts = re.split(r"^=+\s*(.+?)\s*=+\s*$", row["text"].replace("\r", ""), flags=re.MULTILINE)
        sections = [Section("", parts[0]), *(Section(h, t) for h, t in zip(parts[1::2], parts[2::2], strict=True))]
        yield Article(row["title"], "", tuple(s for s in sections if len(s.text) > 200 and _is_prose(s.text)))


def _asked(train: Path, excluded: Excluded) -> Iterator[Asked]:
    marked = dict(_marked(train))
    for row in _rows(train / "qa_pairs.jsonl.gz"):
        if not excluded.holds(row["positive"]) and not excluded.holds(row["query"]):
            yield Asked(row["src"], row["query"], row["positive"], tuple(row.get("negatives") or ()),
                        marked.get(row["query"], ()), row.get("title") or "")
    with gzip.open(train / "webqa_train.json.gz", "rt", encoding="utf-8") as file:
        for entry in json.load(file)["data"]:
            judged = [(p["context"], bool(p["qas"][0]["answers"])) for p in entry["paragraphs"]]
            question = entry["paragraphs"][0]["qas"][0]["question"]
            wrong = tuple(text for text, right in judged if not right and not excluded.holds(text))
            for text, right in judged:
                if right and not excluded.holds(text):
                    yield Asked("webqa_train", question, text, wrong)


def _marked(train: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Questions and their answers."""
    with gzip.open(train / "viquad1_train.json.gz", "rt", encoding="utf-8") as file:
        for article in json.load(file)["data"]:
            for paragraph in article["paragraphs"]:
                for asked in paragraph["qas"]:
                    yield asked["question"], tuple(answer["text"] for answer in asked["answers"])
    for row in _rows(train / "vinewsqa_train_part.jsonl.gz"):
        for asked in row["qas"]:
            yield asked["question"], (asked["answer"],)


def chat_pairs(train: Path) -> Iterator[tuple[str, str]]:
    """Yield sentences as they are typed in chats, and what they say."""
    path = train / "lexnorm_train.csv.gz"
    for row in csv.DictReader(StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))):
        yield row["original"], row["normalized"]


def _is_prose(text: str) -> bool:
    return text.count("|") * 40 < len(text) and text.count("http") < 3


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
