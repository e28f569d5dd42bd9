"""Tones: which of the six a syllable carries, and on which letter it is written."""

import re
import unicodedata
from functools import lru_cache

from corpus.vietnamese.phonotactics import is_well_formed
from corpus.vietnamese.text import nfc

# Numbered as in the VNI keyboard: 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
MARKS = {1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323"}
_TONES = {mark: tone for tone, mark in MARKS.items()}
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+")
_VOWELS = "aăâeêioôơuưy"


def split_tone(syllable: str) -> tuple[str, int]:
    """The letters without their tone mark, and the tone: "Quý" is ("Quy", 1). ă â ê ô ơ ư đ stay."""
    tone, letters = 0, []
    for character in unicodedata.normalize("NFD", syllable):
        if character in _TONES:
            tone = _TONES[character]
        else:
            letters.append(character)
    return nfc("".join(letters)), tone


def tone_key(syllable: str) -> str:
    """The same for "ủy" and "uỷ" ("uy3"), also for a mark on the wrong letter; different for different words."""
    letters, tone = split_tone(syllable.lower())
    return letters + str(tone or "")


_LONE_Y = re.compile("(|h|k|l|m|s|t|v|qu)[iy]")   # elsewhere i and y are two sounds: tai is not tay


def iy_key(syllable: str) -> str:
    """The tone key with y written i where both spellings are in use: "kỹ" and "kĩ", "tỷ" and "tỉ"."""
    letters, tone = split_tone(syllable.lower())
    if _LONE_Y.fullmatch(letters):
        letters = letters[:-1] + "i"
    return letters + str(tone or "")


@lru_cache(maxsize=16384)
def syllable_key(syllable: str) -> str:
    """What tells two accented syllables apart when texts are compared: the `iy_key`, remembered."""
    return iy_key(syllable)


def place_tone(letters: str, tone: int) -> str:
    """A syllable's letters with its tone mark on the right one, in the style of "hòa", "thủy"."""
    low = letters.lower()
    start = 2 if re.match(f"(?:qu|gi)[{_VOWELS}]", low) else 0
    vowels = [i for i in range(start, len(low)) if low[i] in _VOWELS]
    if not tone or not vowels:
        return letters
    marked = [i for i in vowels if low[i] in "ăâêôơư"]
    if marked:
        at = marked[-1]                       # người, thuở, lửa
    elif len(vowels) > 1 and (vowels[-1] + 1 < len(low) or len(vowels) > 2):
        at = vowels[1]                        # hoàn, ngoài
    else:
        at = vowels[0]                        # hòa, mía
    return nfc(letters[: at + 1] + MARKS[tone] + letters[at + 1:])


def _style_pairs() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in MARKS.values():
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    pairs[nfc(a + mark + b)] = nfc(a + b + mark)
    return pairs


# The two styles part only in the open rimes oa, oe, uy; after q the u belongs to the consonant.
_NEW = _style_pairs()
_OLD = {new: old for old, new in _NEW.items()}
_OLD_RIME = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW)})(?!{_LETTER})")
_NEW_RIME = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD)})(?!{_LETTER})")


def to_new_style(text: str) -> str:
    """"Đảng ủy" becomes "Đảng uỷ": for showing only, comparisons use keys."""
    return _OLD_RIME.sub(lambda rime: _NEW[rime[0]], nfc(text))


def to_old_style(text: str) -> str:
    """"Đảng uỷ" becomes "Đảng ủy": for showing only, comparisons use keys."""
    return _NEW_RIME.sub(lambda rime: _OLD[rime[0]], nfc(text))


def repair_tone(text: str) -> str:
    """Move tone marks that both styles call misplaced: "qúy" becomes "quý", "gìa" "già", "nghịêm" "nghiệm"."""
    return _WORD.sub(lambda word: _repaired(word[0]), nfc(text))


@lru_cache(maxsize=16384)
def _repaired(word: str) -> str:
    letters, tone = split_tone(word)
    if len(letters) != len(word) or not is_well_formed(letters.lower(), tone):
        return word                           # a foreign word keeps its accents
    right = place_tone(letters, tone)
    return word if to_old_style(word) == right else right
