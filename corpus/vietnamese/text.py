"""Letters: one spelling for what Unicode, word processors and PDF files write in many ways."""

import re
import unicodedata
from collections.abc import Sequence

# Letters that look like Vietnamese ones and are none: Eth, African D, OI (PDF "ngƣời"), caron and Cyrillic breve.
_LOOK_ALIKES = dict(zip("ÐðƉɖƊɗƢƣǍǎӐӑ", "ĐđĐđĐđƯưĂăĂă", strict=True))
# Zero widths, soft hyphen, direction marks. The soft hyphen is the letter ư in TCVN3 text: decode that before.
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_SLASHES = dict.fromkeys("\u2044\u2215\uff0f", "/")
_QUOTES = {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′", "'")}

_UNIFIED = str.maketrans({**_DASHES, **_SLASHES, **_QUOTES})
_UNIFIABLE = re.compile("[" + "".join(map(chr, _UNIFIED)) + "]")
_LETTERS = str.maketrans(_LOOK_ALIKES)
_LETTER = re.compile("[" + "".join(_LOOK_ALIKES) + "]")
_GONE = re.compile(f"[{_INVISIBLE}]")
_SPACE = re.compile(f"[{_SPACES}]")
_MARKS = re.compile("[\u0300-\u036f]+")
_CLUSTER = re.compile(f".[\u0300-\u036f{_INVISIBLE}]*", re.DOTALL)
_WHITESPACE = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Accents composed with their letters, as the documents are stored."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Text fit to be stored: NFC, real Vietnamese letters, plain spaces, nothing invisible. Dashes and quotes stay.

    Legacy encodings (`legacy.repair`) come first: there a soft hyphen or an Eth is a letter.
    """
    text = nfc(_GONE.sub("", text))
    if _LETTER.search(text):
        text = nfc(text.translate(_LETTERS))
    return _SPACE.sub(" ", text)


def unify(text: str) -> str:
    """Like `normalize`, but white space stays as it is: line ends still end lines."""
    text = clean(text if text.isascii() else unicodedata.normalize("NFKC", text))
    return nfc(_UNIFIABLE.sub(lambda match: _UNIFIED[ord(match[0])], text).lower())


def normalize(text: str) -> str:
    """The form that searches compare: lower case, one kind of dash, slash, quote and space. `m²` becomes `m2`."""
    return _WHITESPACE.sub(" ", unify(text)).strip()


def fold(text: str) -> str:
    """Lower case without accents, as people type in a hurry: "Đảng ủy" becomes "dang uy"."""
    if text.isascii():
        return text.lower()
    return nfc(_MARKS.sub("", unicodedata.normalize("NFD", clean(text).lower()))).replace("đ", "d")


class _FoldedCharacters(dict[int, str]):
    """What one character folds to, always one character; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(unicodedata.normalize("NFKC", character)).translate(_UNIFIED)
        if len(folded) != 1:
            folded = character.lower() if len(character.lower()) == 1 else character
        self[code] = folded
        return folded


_FOLDED = _FoldedCharacters()


def fold_same_length(text: str) -> str:
    """Folded text whose every character stands where it stood: what is found in it can be cut out of `text`.

    Dashes, slashes and quotes are unified too. `text` should be NFC: an accent that stands alone is kept.
    """
    return text.translate(_FOLDED)


def align(text: str) -> tuple[str, Sequence[int]]:
    """`clean(text)` and where each of its characters began in `text`, the end included.

    Searches run on the clean text; what they find at [a, b) is `text[at[a]:at[b]]`.
    """
    if clean(text) == text:
        return text, range(len(text) + 1)
    letters: list[str] = []
    at: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = clean(cluster[0])
        letters.append(piece)
        at.extend([cluster.start(), *[cluster.end()] * (len(piece) - 1)][: len(piece)])   # never cut inside a cluster
    return "".join(letters), [*at, len(text)]
