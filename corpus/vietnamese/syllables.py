"""Words: the syllables, numbers and foreign words of a text, and the terms that an index keeps of them.

Vietnamese writes a space between syllables, not between words. No segmenter is needed: a syllable together with the
one after it ("khen_thưởng") tells meanings apart better than segmenters do.
"""

import re
import unicodedata
from functools import lru_cache

from corpus.vietnamese.phonotactics import is_well_formed, is_well_formed_plain
from corpus.vietnamese.references import find_references, reference_terms
from corpus.vietnamese.text import align, fold, nfc, normalize, unify
from corpus.vietnamese.tone import iy_key, split_tone, syllable_key


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether a word is a Vietnamese syllable with its accents: "phường", "quý", not "phuong7" or "school"."""
    word = nfc(word.lower())
    letters, tone = split_tone(word)
    return len(letters) == len(word) and is_well_formed(letters, tone)   # one tone mark at most


def is_plain_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable typed without accents: "phuong", "dang"."""
    return word.isascii() and is_well_formed_plain(word.lower())


# Not « » ³ and the like: in undecoded TCVN3 text those are letters.
_SEPARATORS = re.compile(r"[\s\d!-/:-@\[-`{-~“”‘’…–—²•]+")


def vietnamese_share(text: str) -> tuple[float, int]:
    """How many of the words with letters beyond ASCII are Vietnamese syllables (0 to 1), and how many such words."""
    words = [word for word in _SEPARATORS.split(nfc(text)) if not word.isascii() and any(map(str.isalpha, word))]
    return (sum(map(is_syllable, words)) / len(words), len(words)) if words else (1.0, 0)


_NUMBER = r"\d+(?:[.,/]\d+)*"
_WORD = r"[^\W\d_][^\W_]*(?:[\u0300-\u036f]+[^\W_]*)*"
_TOKEN = re.compile(rf"{_WORD}|{_NUMBER}")
_TOKEN_OR_STOP = re.compile(rf"{_WORD}|{_NUMBER}|[.!?;:\r\n\v\f\u0085\u2028\u2029]")
_STOPS = frozenset(".!?;:\r\n\v\f\u0085\u2028\u2029")


def words(text: str) -> list[str]:
    """The words of `normalize(text)` without punctuation: syllables, numbers ("2.700", "19/15"), others ("m2")."""
    return _TOKEN.findall(normalize(text))


def spans(text: str) -> list[tuple[str, int, int]]:
    """Each word as written, and where: `text[start:end]` is the word."""
    letters, at = align(text)
    found = ((at[token.start()], at[token.end()]) for token in _TOKEN.finditer(letters))
    return [(text[start:end], start, end) for start, end in found]


def terms(text: str) -> tuple[list[str], list[str]]:
    """The accented and the folded terms of a text: what `accented_terms` and `folded_terms` return, in one pass."""
    unified = unify(text)
    accented: list[str] = []
    folded: list[str] = []
    before_accented = before_folded = ""
    for token in _TOKEN_OR_STOP.findall(unified):
        if token in _STOPS:
            before_accented = ""
            continue
        for key, plain in _keys(token):
            accented.append(key)
            folded.append(plain)
            if before_accented:
                accented.append(f"{before_accented}_{key}")
                folded.append(f"{before_folded}_{plain}")
            before_accented, before_folded = key, plain
    exact = _exact_terms(unified)
    return accented + exact, folded + exact


def accented_terms(text: str) -> list[str]:
    """Syllables by sound ("uy3" for ủy and uỷ), each pair within a sentence ("đang3_uy3"), documents by number."""
    return terms(text)[0]


def folded_terms(text: str) -> list[str]:
    """The same without accents ("dang", "dang_uy"): for questions typed without them."""
    return terms(text)[1]


@lru_cache(maxsize=32768)
def _keys(token: str) -> tuple[tuple[str, str], ...]:
    """A word's accented and folded term; several where people also write it apart ("tdp7", "3/2024")."""
    if token[0].isdigit():
        return tuple((number, number) for number in _numbers(token))
    parts = re.findall(r"\d+|[^\W\d_][^\W\d]*", unicodedata.normalize("NFC", token))
    if len(parts) == 1 or token in _UNITS:
        return ((syllable_key(token), iy_key(fold(token))),)
    return tuple(pair for part in parts for pair in _keys(part))


_UNITS = frozenset(["m2", "m3", "km2", "cm2", "dm2", "mm2", "cm3"])
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DATED = re.compile(r"(.+)/((?:19|20)\d\d)")


def _numbers(token: str) -> list[str]:
    dated = _DATED.fullmatch(token)
    if dated:
        return [*_numbers(dated[1]), dated[2]]          # 11/3/2024 also answers "ngày 11/3 năm 2024"
    if _GROUPED.fullmatch(token):
        token = token.replace(".", "")
    elif token.count(".") == 1:
        token = token.replace(".", ",")
    return [re.sub(r"(?<!\d)0+(?=\d)", "", token) if "," not in token else re.sub(r"^0+(?=\d)", "", token)]


_SPOKEN_DATE = re.compile(r"\b(\d{1,2})\s+th[áa]ng\s+(\d{1,2})\b")


def _exact_terms(unified: str) -> list[str]:
    exact = [term for reference in find_references(unified) for term in reference_terms(reference)]
    if "áng" in unified or "ang" in unified:
        exact += [f"{int(day)}/{int(month)}" for day, month in _SPOKEN_DATE.findall(unified)]   # as 11/3 is written
    return exact
