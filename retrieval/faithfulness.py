"""Whether other words say what the quotes say: no name, number or date of their own, no doubt turned into a fact."""

import re
from collections.abc import Iterator, Sequence

from corpus.vietnamese.quantities import Quantity, find_quantities
from corpus.vietnamese.text import nfc
from corpus.vietnamese.tone import syllable_key
from retrieval.question import Answer, Statement

_AT_LEAST = 0.6        # of the words of a statement: what must stand in the quotes
_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")
_FORBIDDEN = re.compile(r"https?:|www\.|\]\(|[<>{}@`]|\w\.(?:com|vn|net|org)\b", re.IGNORECASE)
_CALLED = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|đồng chí|cô|chú|bác|cụ|em|tên(?: là)?)\s+(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){0,1})", re.IGNORECASE)
_DENIALS = frozenset(["không", "chưa", "chẳng", "ngừng", "dừng", "hủy", "huỷ", "hoãn", "cấm", "trừ", "ngoài"])
# How sure a quote is of its figure, and of what is still to come: a statement that drops it says more than the quote.
_HEDGES = frozenset(["trên", "hơn", "gần", "khoảng", "ước", "dưới", "chừng", "tối", "thiểu", "đa", "ít", "xấp", "xỉ", "dự", "kiến", "sẽ"])
# Words that begin a sentence and name nobody.
_BEGINNINGS = """
    theo tại trong năm ngày tháng có không đã phường xã ủy uỷ ban đảng hội ông bà đồng anh chị các những toàn từ đến hiện để
    vì do bởi nhờ sau trước khi cùng ngoài số tổng kết mức thời người nhân việc đây đó trên dưới với tuy và nhưng còn cụ
"""
_BEGINNING = frozenset(_BEGINNINGS.split())


def is_faithful(statements: Sequence[Statement], answer: Answer, question: str) -> bool:
    """Say whether every statement keeps to the quotes that it names, and all of them hold the fact that was found."""
    quotes = {citation.n: nfc(citation.quote) for citation in answer.citations}
    for statement in statements:
        named = (statement.citation, *statement.also)
        if any(n not in quotes for n in named):
            return False
        if not _keeps_to(nfc(statement.text), " \n ".join(quotes[n] for n in named), nfc(question)):
            return False
    said = " ".join(nfc(statement.text) for statement in statements)
    return _words(answer.short or "") & _facts(answer) <= _words(said)


def _keeps_to(text: str, quote: str, question: str) -> bool:
    return not _FORBIDDEN.search(text) and _same_numbers(text, quote) and _same_names(text, quote) \
        and _same_certainty(text, quote) and _share(text, quote, question) >= _AT_LEAST


def _same_numbers(text: str, quote: str) -> bool:
    """Say whether every number stands in the quote as it is written there, with its scale, unit and qualifier."""
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(quote)):
        return False
    held = find_quantities(quote)
    return all(any(_same(one, other) for other in held) or _stands(one, quote) for one in find_quantities(text))


def _same(one: Quantity, held: Quantity) -> bool:
    return (one.value, one.unit, one.planned) == (held.value, held.unit, held.planned) and \
        _words(one.qualifier) & _HEDGES == _words(held.qualifier) & _HEDGES


def _stands(one: Quantity, quote: str) -> bool:
    """Whether the very words are in the quote, where they are no quantity on their own."""
    return re.search(rf"(?<![\w.,]){re.escape(one.text)}(?![\w])", quote, re.IGNORECASE) is not None


def _same_names(text: str, quote: str) -> bool:
    """Say whether all that is written with capitals, or follows a form of address, stands in the quote."""
    low = quote.lower()
    for start, words in _capitalised(text):
        begins = not text[:start].strip(" “\"(") or text[:start].rstrip()[-1:] in ".!?…:"
        rest = words[1:] if begins and words[0].lower() in _BEGINNING else words
        if rest and not _stands_in(" ".join(words).lower(), low) and not _stands_in(" ".join(rest).lower(), low):
            return False
    return all(_stands_in(found["name"].lower(), low) or (_stands_in(found["name"].lower().split()[0], low)
               and not found["name"][0].isupper()) for found in _CALLED.finditer(text))


def _capitalised(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of words with capitals, each with where it begins."""
    run: list[str] = []
    start = end = 0
    for word in _WORD.finditer(text):
        if not word[0][0].isupper():
            continue
        if run and text[end:word.start()] not in (" ", "-"):
            yield start, run
            run = []
        if not run:
            start = word.start()
        run.append(word[0])
        end = word.end()
    if run:
        yield start, run


def _stands_in(words: str, low: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", low) is not None


def _same_certainty(text: str, quote: str) -> bool:
    """Say whether a statement denies as the quote does, and is as sure of what is to come."""
    said, held = _words(text), _words(quote)
    return bool(said & _DENIALS) == bool(held & _DENIALS) and (("dự" in said and "kiến" in said) or "sẽ" in said) == \
        (("dự" in held and "kiến" in held) or "sẽ" in held)


def _share(text: str, quote: str, question: str) -> float:
    said = {syllable_key(word) for word in _words(text)}
    held = {syllable_key(word) for word in _words(f"{quote} {question}")}
    return len(said & held) / max(len(said), 1)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _facts(answer: Answer) -> set[str]:
    """Return the words of the fact that a quote holds: the rest of `short` is the assistant's own."""
    return _words(" ".join(citation.quote for citation in answer.citations))
