"""Numerals: numbers in figures and in words. A dot groups thousands, a comma begins the decimals."""

import re

from corpus.vietnamese.matching import Phrases
from corpus.vietnamese.text import fold, normalize

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_PLAIN_DIGITS = {fold(word): digit for word, digit in _DIGITS.items()}
NUMBER_WORDS = Phrases([*_DIGITS, "mười", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"])

_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,9})?")
_FIGURES = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?")


def parse_number(text: str) -> float | None:
    """The value of a number in figures ("2.700", "2,9", "05") or words ("mười hai"); None when it is no number.

    "2.7" groups no thousands: its dot begins decimals.
    """
    text = normalize(text)
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if _FIGURES.fullmatch(text):
        return float(text.replace(",", "."))
    return in_words(text.split(), accented=not text.isascii())


def in_words(words: list[str], *, accented: bool) -> float | None:
    """"hai mươi lăm", "một trăm linh năm", "ba nghìn hai trăm"."""
    if not words or not all(NUMBER_WORDS.agrees(word, accented=accented) for word in words):
        return None
    total, current, digit = 0, 0, None
    for word in map(fold, words):
        if word in _PLAIN_DIGITS:
            if digit is not None:
                return None
            digit = _PLAIN_DIGITS[word]
        elif word == "muoi":
            current += 10 * (digit or 1)
            digit = None
        elif word == "tram":
            current += 100 * (digit or 1)
            digit = None
        elif word in {"nghin", "ngan"}:
            total += 1000 * max(1, current + (digit or 0))
            current, digit = 0, None
        elif digit is not None:               # linh, lẻ stand after a hundred
            return None
    return float(total + current + (digit or 0)) or None
