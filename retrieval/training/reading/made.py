"""Questions made from the facts of ward news, whose answers are known without anybody marking them.

What is asked is taken out of its sentence, and the rest is said shorter and in other words.
"""

import random
import re
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.document import Document
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold, fold_same_length
from corpus.vietnamese.tone import place_tone
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.spans import Span, SpanKind, find_spans
from retrieval.reading.words import find_words
from retrieval.training.reading.questions import Marked, Place, QuestionSet

_WARD = re.compile(r"(?:phường|xã|thị trấn|quận|huyện)\s+(?:\d{1,2}|[A-ZĐÀ-Ỹ][^\W\d_]+(?:\s[A-ZĐÀ-Ỹ][^\W\d_]+){0,2})")
_TITLE = re.compile(
    r"(?P<title>(?:[Pp]hó\s+|[Nn]guyên\s+)?(?:[Cc]hủ tịch|[Bb]í thư|[Tt]rưởng|[Gg]iám đốc|[Tt]ổ trưởng|[Hh]iệu trưởng|[Tt]ổ phó|[Đđ]ội trưởng|[Cc]hánh)"
    r"[^,.;:()–“”\"]{0,60}?)(?=\s*(?:[,.;:()–“”\"]|$|\s(?:cho|nói|khẳng|thông|chia|phát|báo|đã|và|là)\b))")
_PLACE = re.compile(r"(?:số|phường|xã|quận|huyện|thành phố|thị xã|thôn|đường|phố|ngõ|hẻm|chợ|trường|chùa|cầu|khu|tổ dân phố|nhà văn ho|trụ sở|hội trường|sân|công viên|trung tâm|trạm|bệnh viện|nhà|phòng) ", re.IGNORECASE)
_DATED = ("khi nào", "ngày nào", "hôm nào", "bao giờ", "lúc nào")
_MONEY = ("bao nhiêu tiền", "bao nhiêu", "mấy tiền", "hết bao nhiêu tiền")
_PLACED = ("ở đâu", "tại đâu", "chỗ nào", "nơi nào")
_NAMED = ("là ai", "tên gì", "tên là gì", "là ông nào", "là người nào")


def make_questions(documents: Sequence[Document], lexicon: Lexicon, *, per_document: int, seed: int) -> QuestionSet:
    """Make some questions from each document."""
    chance = random.Random(seed)
    others = _Others(lexicon, chance)
    questions: list[Marked] = []
    for document in documents:
        facts = list(_facts(document))
        chance.shuffle(facts)
        wards = _WARD.findall(document.text)
        kinds: set[SpanKind] = set()
        made = 0
        for kind, start, end, span in facts:
            if made == per_document:
                break
            if kind in kinds and chance.random() < 0.7:
                continue
            asked = (_of_title(document.text, start, end, span, chance) if kind is SpanKind.PERSON and chance.random() < 0.8
                     else _left_out(document.text, start, end, span, kind, wards, others, chance))
            if asked:
                kinds.add(kind)
                made += 1
                questions.append(Marked(asked, (place := (Place(document.id, start + span.start, start + span.end),)), place,
                                        document.text[start + span.core:start + span.core_end]))
    return QuestionSet(list(documents), questions)


def _facts(document: Document) -> Iterator[tuple[SpanKind, int, int, Span]]:
    """Yield (kind, start and end of the sentence, span within it)."""
    for start, end in split_sentences(document.text):
        sentence = document.text[start:end]
        if not 8 <= len(sentence.split()) <= 70:
            continue
        folded = fold_same_length(sentence)
        for kind in SpanKind:
            spans = [span for span in find_spans(sentence, folded, kind)
                     if not (kind is SpanKind.PLACE and not _PLACE.match(sentence[span.start:span.end]))
                     and not (kind is SpanKind.NUMBER and (span.end - span.core_end < 2 or "đồng" in sentence[span.core:span.end]))
                     and not (kind is SpanKind.DATE and span.sort in (3, 4)) and not (kind is SpanKind.PERSON and span.sort == 0)]
            for span in spans[:3]:
                yield kind, start, end, span


def _of_title(text: str, start: int, end: int, span: Span, chance: random.Random) -> str | None:
    """Ask who holds the office that is named right before or after a name."""
    sentence = text[start:end]
    after = re.match(r"\s*[,(–-]\s*", sentence[span.end:])
    found = _TITLE.match(sentence, span.end + after.end()) if after else None
    if not found:
        before = sentence[max(0, span.start - 70):span.start]
        held = list(_TITLE.finditer(before + ","))
        if not held or before[held[-1].end():].strip(" ,–-") not in ("", "ông", "bà", "đồng chí", "anh", "chị"):
            return None
        found = held[-1]
    title = re.sub(r"\s+(?:ông|bà|đồng chí|anh|chị)$", "", found["title"].strip())
    if len(title.split()) < 2:
        return None
    if not _WARD.search(title):
        ward = _WARD.search(text, start) or _WARD.search(text)
        if ward and chance.random() < 0.8:
            title = re.sub(r"\s+(?:phường|xã|quận|huyện)(?: này)?$", "", title) + " " + ward[0]
    title = title[0].upper() + title[1:] if chance.random() < 0.5 else title[0].lower() + title[1:]
    return chance.choice((f"{title} {chance.choice(_NAMED)}?", f"Ai là {title}?", f"Ai làm {title}?", f"{title} hiện nay là ai?"))


def _left_out(text: str, start: int, end: int, span: Span, kind: SpanKind, wards: Sequence[str], others: "_Others",
              chance: random.Random) -> str | None:
    """Ask for what was taken out, with some of the other words of the sentence."""
    sentence = text[start:end]
    left, right = sentence[:span.start], sentence[span.end:]
    clause_left = re.split(r"[,;:()–“”]", left)
    clause_right = re.split(r"[,;:()–“”.]", right)
    near_left = clause_left[-1] if len(clause_left[-1].split()) > 3 or len(clause_left) < 2 else "".join(clause_left[-2:])
    near_right = clause_right[0]
    before = others.said(near_left, chance)
    after = others.said(near_right, chance)
    if len(before) + len(after) < 3:
        return None
    noun = sentence[span.core_end:span.end].strip()
    asked = {
        SpanKind.NUMBER: f"{chance.choice(('bao nhiêu', 'mấy'))} {noun}", SpanKind.MONEY: chance.choice(_MONEY),
        SpanKind.DATE: chance.choice(_DATED), SpanKind.PERSON: "ai", SpanKind.PLACE: chance.choice(_PLACED),
        SpanKind.REFERENCE: chance.choice(("văn bản nào", "số mấy", "văn bản số mấy")),
    }[kind]
    if kind is SpanKind.PLACE:
        before = before[:-1] if before and before[-1] in ("tại", "ở", "đến", "trong") else before
    if len(before) + len(after) > 18:
        before, after = before[-9:], after[:9]
    ward = chance.choice(wards) if wards and chance.random() < 0.6 else ""
    shapes = [[*before, asked, *after]]
    if kind in (SpanKind.DATE, SpanKind.PLACE):
        shapes += [[*before, *after, asked], [asked, *before, *after]] if kind is SpanKind.DATE else [[*before, *after, asked]]
    words = chance.choice(shapes)
    if ward and ward.split()[-1] not in " ".join(words):
        words = [*words, "ở", ward] if chance.random() < 0.5 else ["Ở", ward, *words]
    return " ".join(words) + "?"


class _Others:
    """Says a phrase shorter, and some of its words in others that keep the same company."""

    def __init__(self, lexicon: Lexicon, chance: random.Random) -> None:
        self._lexicon = lexicon
        self._near: dict[int, list[str]] = {}
        norms = np.linalg.norm(lexicon.rows, axis=1)
        self._known = norms > 0

    def said(self, phrase: str, chance: random.Random) -> list[str]:
        found, starts, ends = find_words(phrase)
        if not found:
            return []
        written = [phrase[a:b] for a, b in zip(starts, ends, strict=True)]
        units, places = self._lexicon.units([key for key, _ in found])
        words: list[str] = []
        drop = chance.uniform(0.05, 0.45)
        for unit, first, last in zip(units, places, [*places[1:], len(found)], strict=True):
            if chance.random() < drop:
                continue
            if unit and chance.random() < 0.3 and not written[first][0].isupper() and not written[first][0].isdigit():
                words += chance.choice(self._neighbours(unit) or [" ".join(written[first:last])]).split()
            else:
                words += written[first:last]
        return words

    def _neighbours(self, unit: int) -> list[str]:
        if unit not in self._near:
            likeness = self._lexicon.rows @ self._lexicon.rows[unit]
            best = np.argsort(-likeness)[1:6]
            self._near[unit] = [written(self._lexicon.words[at - 1]) for at in best.tolist() if likeness[at] > 0.66]
        return self._near[unit]


def written(word: str) -> str:
    """Return a word of the lexicon as people write it: "hiên1_đât1" is "hiến đất"."""
    parts = []
    for part in word.split("_"):
        letters = part.rstrip("12345")
        parts.append(place_tone(letters, int(part[len(letters):] or 0)) if not part[0].isdigit() else part)
    return " ".join(parts)


_ = fold
