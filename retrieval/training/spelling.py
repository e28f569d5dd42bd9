"""The forms of a text that training compares: folded, and in pieces that punctuation does not cross.

They follow the normaliser and pre-tokeniser of the shipped tokenizer (`tokens.py`) letter by letter.
"""

import re
import unicodedata
from collections.abc import Iterator


def fold(text: str) -> str:
    """Lower case without accents: "Đảng uỷ" becomes "dang uy"."""
    return unicodedata.normalize("NFC", text).lower().translate(_FOLDED)


def accented(text: str) -> str:
    """Lower case with one way to place the tone: "Đảng uỷ" becomes "đảng ủy"."""
    text = unicodedata.normalize("NFC", text).lower()
    for new, old in TONE_PLACEMENT:
        if new in text:
            text = text.replace(new, old)
    return text


def segments(text: str) -> Iterator[list[str]]:
    """The words between two marks of punctuation; `text` is in its final form already."""
    for piece in _SEGMENT.findall(text):
        if words := piece.split():
            yield words


# Not only in syllables that end here: "hoàn" becomes "hòan" everywhere, which is a spelling of its own and harmless.
TONE_PLACEMENT = tuple(
    (first + second_toned, first_toned + second)
    for first, second, first_row, second_row in (("o", "a", "òóỏõọ", "àáảãạ"), ("o", "e", "òóỏõọ", "èéẻẽẹ"),
                                                 ("u", "y", "ùúủũụ", "ỳýỷỹỵ"))
    for first_toned, second_toned in zip(first_row, second_row, strict=True)
)

_SEGMENT = re.compile(r"[^\W_][\w ]*")


def _without_accents(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


_FOLDED = {code: plain for code in range(0xC0, 0x1F00) if (plain := _without_accents(chr(code))) != chr(code)}
