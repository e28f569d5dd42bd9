"""Made-up reports for the benchmarks.

Passages are made by shuffling the sentences of the sample reports and renaming their wards and numbers, so that words
are as frequent as in real reports and no two passages are alike.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.assembly import assemble
from bot.samples import samples
from bot.settings import Settings
from corpus.document import Audience, Document
from corpus.vietnamese.sentences import split_sentences


def fill(folder: Path, passages: int) -> None:
    """Put as many passages of made-up reports into a data folder."""
    library = assemble(Settings(data=folder)).library
    for _ in library.add(reports(passages)):
        pass
    library.close()


def reports(passages: int) -> Iterator[Document]:
    """Yield made-up reports of about 20 passages, `passages` in all."""
    generator = random.Random(0)
    sentences = [document.text[start:end].strip() for document in samples() for start, end in split_sentences(document.text)]
    sentences = [sentence for sentence in sentences if sentence.endswith(".") and 12 <= len(sentence.split()) <= 60]
    base = next(samples())
    for number in range(passages // 20):
        lines = [" ".join(changed(sentence, generator) for sentence in generator.sample(sentences, 3)) for _ in range(20)]
        lines = [" ".join(line.split()[:115]) + "." for line in lines]
        title = f"Báo cáo số {number} của phường Số {number % 997}"
        yield replace(base, id=f"r{number}", title=title, text="\n".join(lines),
                      issued=date(2020, 1, 1) + timedelta(days=number % 2400), audience=Audience.PUBLIC)


def changed(sentence: str, generator: random.Random) -> str:
    """Give a sentence other numbers."""
    return re.sub(r"\d{2,}", lambda match: str(generator.randint(10, 10 ** len(match[0]))), sentence)
