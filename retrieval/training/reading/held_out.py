"""The questions held out of training, as a question set: `python -m retrieval.training.reading.held_out --data DIR OUT`.

`hoiphuong evaluate OUT` and `hoiphuong calibrate OUT` read what it writes.
"""

import argparse
import json
from pathlib import Path

from corpus.document import Document
from retrieval.training.contamination import Excluded, evaluation_texts
from retrieval.training.reading.own import own_questions
from retrieval.training.reading.questions import Marked, Place


def main() -> None:
    """Read the command line and write docs.jsonl and qa.jsonl."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.training.reading.held_out", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with ward/ and eval/")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    excluded = Excluded(evaluation_texts(arguments.data / "eval"))
    own = own_questions(arguments.data / "ward" / "ward_news.jsonl.gz", excluded, held_out=True)
    documents = {document.id: document for document in own.documents}
    arguments.out.mkdir(parents=True, exist_ok=True)
    _write(arguments.out / "docs.jsonl", [{"id": one.id, "title": one.title, "issued": None, "audience": "public",
                                           "text": one.text} for one in own.documents])
    _write(arguments.out / "qa.jsonl", [_row(number, one, documents) for number, one in enumerate(own.questions)])


def _row(number: int, marked: Marked, documents: dict[str, Document]) -> dict[str, object]:
    def words(place: Place) -> str:
        return documents[place.document].text[place.start:place.end]
    return {"id": f"own-{number}", "question": marked.question, "doc": [place.document for place in marked.evidence[:1]],
            "accept": [" ; ".join(map(words, marked.answers))] if marked.answers else [],
            "evidence": list(map(words, marked.evidence)), "answerable": bool(marked.evidence),
            "type": "list" if len(marked.answers) > 1 else ""}


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
