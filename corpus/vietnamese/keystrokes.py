"""Keystrokes: Telex and VNI typing that no keyboard program turned into letters, "phuowngf" or "phuong72"."""

import re
from functools import lru_cache

from corpus.vietnamese.english import WORDS, is_english
from corpus.vietnamese.syllables import is_plain_syllable, is_syllable
from corpus.vietnamese.text import nfc
from corpus.vietnamese.tone import place_tone

_TOKEN = re.compile(r"(?<![\w@./-])[A-Za-z]+[1-9]?[A-Za-z1-9]*(?![\w@/-])")
_ROOFED = re.compile(r"(?<![\w@./-])[a-z]*oo[a-z]*(?![\w@/-])")     # "coong" is a word too, but not among keystrokes
_RAW = re.compile(r"[A-Za-z]+|(?=.*[A-Za-z].*[A-Za-z])[A-Za-z]+[1-9][A-Za-z1-9]*")


def decode(text: str) -> str | None:
    """The text with its keystrokes read as letters; None when there are none. To be searched beside the text as typed.

    English text is left alone.
    """
    if is_english(text):
        return None
    decoded = _TOKEN.sub(lambda word: _decoded_like(word[0]) or word[0], text)
    if decoded == text:
        return None
    return _ROOFED.sub(lambda word: _read(word[0].lower()) or word[0], decoded)


def decode_token(token: str) -> str | None:
    """The syllable, in small letters, that a word's keystrokes make: "ddangr" is "đảng".

    None when it may be a syllable typed without accents, an English word or something else altogether.
    """
    low = token.lower()
    if not _RAW.fullmatch(token) or low in WORDS or low in _CHAT or is_plain_syllable(low):
        return None
    return _read(low)


def _decoded_like(token: str) -> str | None:
    if token.isupper() and len(token) < 5:
        return None                           # an abbreviation
    decoded = decode_token(token)
    if decoded is None or token.islower():
        return decoded
    return decoded.upper() if token.isupper() else decoded.capitalize() if token[0].isupper() else decoded


@lru_cache(maxsize=4096)
def _read(low: str) -> str | None:
    syllable = _telex(low) if low.isalpha() else _vni(low)
    return syllable if syllable and is_syllable(syllable) else None


_FIRST_VOWEL = re.compile("[aeiouyw]")
_TELEX_TONES = {"s": 1, "f": 2, "r": 3, "x": 4, "j": 5}
_TONE_KEY = re.compile("[sfrxj]")
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_DOUBLED = [(re.compile(f"{plain}([^aeiouyăâêôơư]*){plain}"), roofed) for plain, roofed in ("aâ", "eê", "oô")]


def _telex(low: str) -> str | None:
    """Keys may stand anywhere behind the letter they change: "phuowngf", "phuongwf"."""
    first = _FIRST_VOWEL.search(low)
    if not first:
        return None
    head, body = low[: first.start()], low[first.start():]
    tones = _TONE_KEY.findall(body)
    if len(tones) > 1:
        return None
    body = _TONE_KEY.sub("", body)
    if head == "dd":
        head = "đ"
    elif head == "d" and "d" in body:
        head, body = "đ", body.replace("d", "", 1)
    if "w" in body:
        horned = _horn(head, body)
        if horned is None:
            return None
        body = horned
    for doubled, roofed in _DOUBLED:
        body = doubled.sub(rf"{roofed}\1", body)
    return place_tone(head + body, _TELEX_TONES[tones[0]] if tones else 0)


def _horn(head: str, body: str) -> str | None:
    if body[0] == "w":
        body = "uw" + body[1:]                # "ngwowif": w alone is ư
    before = body[: body.index("w")]
    body = body.replace("w", "")
    if "uo" in body and head != "q":
        return body.replace("uo", "ươ", 1)
    if body.endswith("ua") and head != "q":
        return body[:-2] + "ưa"
    at = max(before.rfind(letter) for letter in "aou")
    return None if at < 0 else body[:at] + _HORNED[body[at]] + body[at + 1:]


_VNI_SHAPES = {"6": ("aeo", "\u0302"), "7": ("ou", "\u031b"), "8": ("a", "\u0306")}


def _vni(low: str) -> str | None:
    letters, tone = "", 0
    for key in low:
        if key in "12345":
            tone = int(key)
        elif key == "9" and "d" in letters:
            at = letters.rindex("d")
            letters = letters[:at] + "đ" + letters[at + 1:]
        elif key == "7" and "uo" in letters:
            letters = letters.replace("uo", "ươ")
        elif key in _VNI_SHAPES:
            changed, mark = _VNI_SHAPES[key]
            at = max(letters.rfind(letter) for letter in changed)
            if at < 0:
                return None
            letters = letters[:at] + nfc(letters[at] + mark) + letters[at + 1:]
        elif key.isdigit():
            return None
        else:
            letters += key
    return place_tone(re.sub("ưo(?=[a-z])", "ươ", letters), tone)


# Chat spellings that end in a tone key.
_CHAT = frozenset(["wa", "thix", "thik", "tks", "thks", "plz", "vs", "ms", "hix", "huhu", "haha", "hehe", "bjt"])
