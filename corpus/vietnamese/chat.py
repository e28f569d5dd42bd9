"""Chat: questions as people type them on a phone, and words of the Nghệ Tĩnh dialect, in standard spelling.

For questions only, never for documents. "ở mô" is "ở đâu", but "quy mô" stays; "k" is "không", but "500 k" is money.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.vietnamese.chat_rules import ANY, RULES
from corpus.vietnamese.context import first_meaning
from corpus.vietnamese.english import is_english
from corpus.vietnamese.matching import is_accented
from corpus.vietnamese.phonotactics import is_well_formed
from corpus.vietnamese.text import clean, fold_same_length
from corpus.vietnamese.tone import split_tone

_MOST_VARIANTS = 8
_CLAUSE_END = re.compile(r"\s*(?:$|[?!.,;)])|\s+(?:z|v|vay|ha|nhi|a|nha|nhe|ta|the|roi|r|day)\b")


def normalize_chat(text: str) -> str:
    """A question in standard spelling, without greetings, particles and emoji. What may be a name stays as it is."""
    text = _plain(text)
    return _rewritten(text, [(start, end, readings[0]) for start, end, readings in _readings(text)])


def variants(text: str) -> list[str]:
    """`normalize_chat` first, then what else the text may mean, one ambiguous word changed at a time."""
    text = _plain(text)
    found = _readings(text)
    best = [(start, end, readings[0]) for start, end, readings in found]
    written = [_rewritten(text, best)]
    for place, (start, end, readings) in enumerate(found):
        for reading in readings[1:]:
            written.append(_rewritten(text, [*best[:place], (start, end, reading), *best[place + 1:]]))
    return list(dict.fromkeys(written))[:_MOST_VARIANTS]


# ---------------------------------------------------------------------------------------------------------------------
# Signs that are no words

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]+"
    r"|(?<!\S)(?::[)(DPvo3]+|=+[)(]+|\^[_.]?\^|<3|:?\)\)+|@@|T_T)(?!\S)"
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED_END = re.compile(r"([^\W\d_])\1+$")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_YOU = "anh chị|các bạn|mọi người|mn|trợ lý|admin|ad|bot|bạn|anh|chị|cô|chú|bác|em|a|b|c|e"
_GREETING = re.compile(
    r"^\s*(?:(?:"
    # "Chào ad," but not "Chào mừng" or "Chào cô Hoa".
    rf"(?:dạ thưa|dạ|vâng|xin chào|kính chào|em chào|chào|hi|hello|helo|alo|a lô|ok|oke|oki)"
    rf"(?=\s*[,.!:]|\s+(?:chào|cho|em|mình|tôi|tui|hỏi|xin|{_YOU})\b)"
    rf"(?:\s+(?:mọi người|các bạn|trợ lý|admin|ad|bot|mn|(?:{_YOU})(?=\s*[,.!]|\s+(?:ơi|oi)\b)))?(?:\s+(?:ơi|oi)\b)?"
    rf"|(?:{_YOU})\s+(?:ơi|oi)\b"
    r")[\s,.!:]+){1,3}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,.!]+(?:em |mình |tôi )?(?:cảm ơn|cám ơn|tks|thks|thanks|thank you|cmon|camon|plz|pls|please)"
    r"(?: (?:ad|admin|bạn|nhiều|nhìu|trước|ạ|nha|nhé|anh|chị|mn|bot))*)+[\s.!]*$",
    re.IGNORECASE,
)
_PARTICLES = "ạ|à|á|nhé|nhá|nha|nhe|nghen|hen|hỉ|hè|hầy|nhỉ|ơi|ak|ạk|ah|hihi|haha|hehe|huhu|hic|hjhj|kk"
_PARTICLE = re.compile(rf"(?:\s+(?:{_PARTICLES})\b)+(?=\s*(?:[?!.,;]|$))", re.IGNORECASE)


def _plain(text: str) -> str:
    text = _EMOJI.sub(" ", clean(text))
    if is_english(text):
        return _spaced(text)
    text = _WORD.sub(lambda word: _unrepeated(word[0]), text)
    for drop in (_PARTICLE, _CLOSING, _GREETING):
        text = _unless_empty(text, drop.sub("", text))
    return _spaced(text)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _unless_empty(text: str, shorter: str) -> str:
    return shorter if _WORD.search(shorter) else text


def _unrepeated(word: str) -> str:
    """"đâuuuu" is "đâu". Two letters are left to Telex ("lieeu") unless an accent shows that no keys are meant."""
    if _ROMAN.fullmatch(word) or word.lower() == "www":
        return word
    word = _REPEATED.sub(r"\1", word)
    letters, tone = split_tone(word.lower())
    if word.isascii() or is_well_formed(letters, tone):
        return word                           # xoong
    single = _DOUBLED_END.sub(r"\1", word)
    letters, tone = split_tone(single.lower())
    return single if is_well_formed(letters, tone) else word


# ---------------------------------------------------------------------------------------------------------------------
# Words

@dataclass(frozen=True, slots=True)
class _Entry:
    readings: tuple[str, ...]
    where: str


@cache
def _table() -> tuple[dict[str, _Entry], re.Pattern[str]]:
    entries: dict[str, _Entry] = {}
    lines = Path(__file__).with_name("chat.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[lines.index("form\treading\twhere") + 1:]:
        forms, readings, where = (line + "\t").split("\t")[:3]
        for form in forms.split("|"):
            entries[form] = _Entry(tuple(readings.split("|")), where)
    longest_first = sorted(entries, key=lambda form: (-len(form), form))
    pattern = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return entries, re.compile(
        r"(?<![\w@/.-])(?P<numbered>[pfq])\.?(?=\d{1,2}(?!\w))"
        rf"|(?<![\w@/.&-])(?P<form>{pattern})(?![\w@/&-])(?P<dot>\.(?=\s))?",
        re.IGNORECASE,
    )


def _readings(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    if is_english(text):
        return []
    return list(_words_read(text))


def _words_read(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    entries, pattern = _table()
    folded = fold_same_length(text)
    accented = is_accented(text)
    at = 0
    while match := pattern.search(text, at):
        at = match.end()
        if match["numbered"]:
            yield match.start(), match.end(), ("quận " if match["numbered"] in "qQ" else "phường ",)
            continue
        form = " ".join(match["form"].lower().split())
        start, end = match.span("form")
        readings: tuple[str, ...] = ()
        if form in entries and _is_small(match["form"], start):
            readings = _meant(form, entries[form], text, folded, start, end, accented)
        if not readings:
            at = start + len(match["form"].split()[0])   # a shorter form may begin inside
        elif readings[0].lower() != form:
            yield start, match.end() if form in {"p", "f", "q"} else end, readings


def _is_small(form: str, start: int) -> bool:
    """Capitals are for names and abbreviations, but a phone begins every text with one."""
    return form.islower() or (start == 0 and (form[1:].islower() or len(form) == 1)) or form.lower() in {"p", "q"}


def _meant(
    form: str, entry: _Entry, text: str, folded: str, start: int, end: int, accented: bool
) -> tuple[str, ...]:
    before, after = folded[max(0, start - 40): start], folded[end: end + 40]
    if entry.where == "accented":
        return entry.readings if accented else ()
    if entry.where == "end":
        return entry.readings if _CLAUSE_END.match(after) and before.strip() else ()
    if entry.where != "rules":
        return entry.readings
    decided = first_meaning(RULES[form], before, after, text[end:])
    if decided is None:
        return ()
    if decided == ANY:
        return entry.readings
    return (decided,) if decided else ()


def _rewritten(text: str, replaced: list[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, reading in replaced:
        if start == 0 and text[:1].isupper():
            reading = reading[:1].upper() + reading[1:]
        pieces += [text[done:start], reading]
        done = end
    return _spaced("".join([*pieces, text[done:]]))
