"""What a document says of itself at its head and its foot: the number that it bears, and who signed it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from corpus.formats.headline import KINDS
from corpus.letterhead import letterhead, number_at
from corpus.vietnamese.text import fold

_GENERAL = ("van ban", "tai lieu")
_KINDS = "|".join([*map(fold, KINDS), "cong van", *_GENERAL])
_BEGINS = re.compile(rf"^(?:\w+ ){{0,4}}?(?P<kind>{_KINDS})(?!\w)")
_NAMED = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})(?!\w)")
_BEARS = re.compile(r"(?<!\w)(?:mang|co|la|ghi) (?:so may|so bao nhieu|so nao|so hieu)(?!\w)"
                    r"|so hieu (?:la )?(?:gi|may|bao nhieu)|(?<!\w)so (?:may|bao nhieu)$")
_OF_ANOTHER = re.compile(r"(?<!\w)(?:theo|can cu|thuc hien|trien khai|dieu|khoan|phan|muc)(?!\w)")
_WHO = re.compile(r"(?<!\w)(?:ai|nguoi nao|nguoi ky|dong chi nao|ong nao|ba nao|vi nao|lanh dao nao|who)(?!\w)")
_SIGNS = re.compile(r"(?<!dang )(?<!chu )(?<!nhiem )(?<!thoi )(?<!the )(?<!\w)(?:ky|signed)(?!\w)"
                    r"(?! (?:hop|luat|niem|uc|su|nang|tuc|cam ket|ket|giao uoc|nhan|quy))")
_SIGNS_ACCENTED = re.compile(r"(?i)(?<!\w)(?:ký|kí|signed)(?!\w)")
_BEGINNING = 3_000   # characters of a text
_ABOVE = 4           # lines over a name: the office, the note that it was signed


class Part(StrEnum):
    """What is asked for."""

    NUMBER = "number"
    SIGNATORY = "signatory"


@dataclass(frozen=True, slots=True)
class AskedOfItself:
    """A part of a document, and the kind of document that the question names, folded."""

    part: Part
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """The fact, and the stretch of the document's text that says it."""

    fact: str
    start: int
    end: int


def asked_of_itself(question: str) -> AskedOfItself | None:
    """Return what a question asks of a document's head or foot: "Ai ký kế hoạch …?", "Kế hoạch … mang số mấy?"."""
    folded = " ".join(fold(question).strip(" ?!.").split())
    named = _NAMED.search(folded)
    accented = folded != " ".join(question.lower().strip(" ?!.").split())
    signs = bool(_SIGNS.search(folded)) and (not accented or bool(_SIGNS_ACCENTED.search(question)))
    if named and _WHO.search(folded) and signs:
        return AskedOfItself(Part.SIGNATORY, named["kind"])
    begins = _BEGINS.match(folded)
    if begins and _BEARS.search(folded) and not _OF_ANOTHER.search(folded):
        return AskedOfItself(Part.NUMBER, begins["kind"])
    return None


def says_of_itself(asked: AskedOfItself, text: str) -> Said | None:
    """Return what a document says of itself, None when it does not say it or is of another kind."""
    head = letterhead(text)
    if head.kind and asked.kind not in _GENERAL and fold(head.kind) != asked.kind:
        return None
    if asked.part is Part.NUMBER:
        own = number_at(text)
        return Said(head.number, *own) if own else None
    at = text.rfind(head.signatory) if head.signatory else -1
    if at < 0:
        return None
    return Said(head.signatory, _above(text, at), at + len(head.signatory))


def likeness(words: Collection[str], title: str, text: str) -> float:
    """Return which share of a question's words, folded, stand in a document's title and beginning."""
    said = set(re.findall(r"\w+", fold(f"{title}\n{text[:_BEGINNING]}")))
    telling = {word for word in words if len(word) > 1}
    return len(telling & said) / max(len(telling), 1)


def _above(text: str, at: int) -> int:
    """Return where the block begins that a name ends: the lines in capitals over it."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(_ABOVE):
        before = text.rfind("\n", 0, max(start - 1, 0)) + 1
        line = text[before:start].strip()
        if before == start or (line and not line.isupper() and not line.startswith("(")):
            break
        start = before
    while text[start:start + 1].isspace():
        start += 1
    return start
