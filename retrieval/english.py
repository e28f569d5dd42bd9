"""English questions over Vietnamese documents: a small glossary, enough for the default model."""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from corpus.vietnamese.syllables import is_plain_syllable
from corpus.vietnamese.text import clean, unify


def in_vietnamese(question: str) -> str:
    """Return the words of an English question that the glossary knows, in Vietnamese; names and numbers stay.

    What stands before its noun in English stands behind it in Vietnamese: "Dau Lieu ward" is "phường Dau Lieu".

    Example: "Who is the party secretary of Dau Lieu ward?" -> "bí thư đảng ủy phường Dau Lieu"
    """
    known, longest = _glossary()
    typed = _WORD.findall(unify(question))
    as_typed = _WORD.findall(clean(question))
    said: list[_Said] = []
    at = 0
    while at < len(typed):
        phrases = (" ".join(typed[at:at + n]) for n in range(min(longest, len(typed) - at), 0, -1))
        phrase = next((phrase for phrase in phrases if phrase in known or phrase.removesuffix("'s") in known), "")
        if phrase:
            _put(said, _Said(known.get(phrase) or known[phrase.removesuffix("'s")], name=False))
        elif typed[at] not in _SKIPPED and (typed[at][0].isdigit() or is_plain_syllable(typed[at])):
            said.append(_Said(as_typed[at] if len(as_typed) == len(typed) else typed[at], name=not typed[at][0].isdigit()))
        elif said:
            said[-1] = said[-1]._replace(closed=True)
        at += phrase.count(" ") + 1
    return " ".join(one.text for one in said)


class _Said(NamedTuple):
    """A word or phrase said; `closed` when an English word that says nothing here came after it."""

    text: str
    name: bool
    closed: bool = False


def _put(said: list[_Said], noun: _Said) -> None:
    """Add a noun, before the name that stands before it: "Song Trang ward", and "Song Trang ward People's Committee"."""
    at = len(said)
    if noun.text in _AREAS or noun.text in _BODIES:
        if at and said[-1].closed:
            said.append(noun)
            return
        while at and said[at - 1].name and not (at < len(said) and said[at - 1].closed):
            at -= 1
        if noun.text in _BODIES and at and said[at - 1].text in _AREAS:
            at -= 1
    said.insert(at, noun)


_WORD = re.compile(r"[a-zA-Z]+(?:['-][a-zA-Z]+)*|\d[\d/.,-]*")
_AREAS = frozenset(["phường", "xã", "thị xã", "quận", "huyện", "tỉnh", "thành phố"])
_BODIES = frozenset(["ủy ban nhân dân", "hội đồng nhân dân", "đảng ủy", "công an", "ủy ban"])
# English words that are no name, though they could be syllables.
_SKIPPED = frozenset([
    "the", "of", "what", "who", "how", "when", "where", "why", "which", "is", "are", "was", "were", "did", "does", "has",
    "have", "many", "much", "and", "for", "with", "by", "from", "in", "whose", "whom", "please", "tell", "about", "a", "an",
    "to", "on", "at", "be", "it", "its", "do", "can", "or", "as", "any", "i", "my", "me", "we", "he", "go", "set", "up",
    "so", "no", "am", "us", "get"])


@cache
def _glossary() -> tuple[dict[str, str], int]:
    lines = (resources.files("retrieval") / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    known = dict(line.split("\t") for line in lines if line)
    return known, max(len(english.split()) for english in known)
