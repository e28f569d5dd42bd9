"""English questions over Vietnamese documents: a small glossary, enough for the default model."""

import re
from functools import cache
from importlib import resources

from corpus.vietnamese.syllables import is_plain_syllable
from corpus.vietnamese.text import normalize


def in_vietnamese(question: str) -> str:
    """Return the words of an English question that the glossary knows, in Vietnamese; names and numbers stay.

    Example: "Who is the party secretary of Dau Lieu ward?" -> "bí thư đảng ủy dau lieu phường"
    """
    known, longest = _glossary()
    words = re.findall(r"[a-z]+(?:['-][a-z]+)*|\d[\d/.,-]*", normalize(question))
    said: list[str] = []
    at = 0
    while at < len(words):
        phrases = (" ".join(words[at:at + n]) for n in range(min(longest, len(words) - at), 0, -1))
        phrase = next((phrase for phrase in phrases if phrase in known or phrase.removesuffix("'s") in known), "")
        if phrase:
            said.append(known.get(phrase) or known[phrase.removesuffix("'s")])
        elif words[at] not in _SKIPPED and (words[at][0].isdigit() or is_plain_syllable(words[at])):
            said.append(words[at])
        at += phrase.count(" ") + 1
    return " ".join(said)


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
