"""Sentences: where one ends and the next begins, in running text and in photo captions."""

import re

_END = re.compile(r"""
    (?P<break>[\r\n\v\f\u0085\u2028\u2029]) |
    (?P<mark>\./\.|\.{3,}|…|[.!?]) ["”’)\]]* (?P<space>[^\S\r\n]*) (?=["“‘(\[]?(?P<next>[^\W_]|[-–•+]))
""", re.VERBOSE)
_SPACE = re.compile(r"\s*")
_BEFORE = re.compile(r'[^\s"“(]*$')
_ABBREVIATIONS = """
    tp t.p tx tt th ths th.s ts pgs gs bs ks cn đ/c đc v.v v.v. vv tr stt mr mrs dr st kp nxb vd vs
    kt tm tl tuq t/m k/t t/l
"""
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_ENUMERATOR = re.compile(r"[a-zđ]|[ivx]{1,5}|\d{1,2}|\d+(?:\.\d+)+")
_INITIAL = re.compile(r"(?:^|[.\W])[A-ZĐÔ]$")
_HEADED = re.compile(r"(?:^|[^\w\s]|\b(?:mục|phần|chương|điều|khoản|điểm|bài|phụ lục|số))\s*$", re.IGNORECASE)
_WINDOW = 60   # characters looked back at for what stands before a full stop


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text are, spaces after a sentence included in it.

    Line ends always separate. A full stop does so before a space and a capital, digit or quote, but not after an
    abbreviation ("TP."), an initial ("V.") or the number of a paragraph ("1.2.").
    """
    sentences: list[tuple[int, int]] = []
    start = _SPACE.match(text).end()  # type: ignore[union-attr]  # \s* always matches
    for end in _END.finditer(text):
        if end.start() < start:
            continue
        if end["break"]:
            cut = _SPACE.match(text, end.end()).end()  # type: ignore[union-attr]
        elif _ends_sentence(text, start, end):
            cut = end.end()
        else:
            continue
        sentences.append((start, cut))
        start = cut
    if start < len(text):
        sentences.append((start, len(text)))
    return sentences


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    following = end["next"]
    if not (following.isupper() or following.isdigit() or following in "-–•+"):
        return False
    if end["mark"] in {".", "!", "?"} and not end["space"]:
        return False                          # 2.700, TP.HCM
    if end["mark"] != ".":
        return True
    before = text[max(start, end.start() - _WINDOW): end.start()]
    word = _BEFORE.search(before)[0]  # type: ignore[index]  # $ always matches
    low = word.lower()
    if low.rstrip(".") in _ABBREVIATED or low.split(".")[-1] in _ABBREVIATED:
        return False
    if _INITIAL.search(word):
        return False
    # "XIII." and "7." end a sentence after a plain word (khóa XIII. Hội nghị), and number a paragraph elsewhere.
    return not (_ENUMERATOR.fullmatch(low) and _HEADED.search(before[: len(before) - len(word)]))


_CLOSED = re.compile(r'[.!?…;:]["”’)]*$')
_BULLET = re.compile(r"[-–+•*\uf0b7\uf0fc\uf02d]|\d+[.)]")


def is_caption(line: str) -> bool:
    """Whether a line of a report is a photo's caption or a small heading: short, and without a closing mark."""
    line = line.strip()
    return bool(line) and len(line.split()) <= 60 and not _CLOSED.search(line) and not _BULLET.match(line)
