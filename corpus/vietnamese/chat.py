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
_MARGIN = 120   # characters at either end in which people greet and thank
_PARTICLES = "ạ|à|á|nhé|nhá|nha|nhe|nghen|hen|hỉ|hè|hầy|nhỉ|ơi|ak|ạk|ah|hihi|haha|hehe|huhu|hic|hjhj|kk"
_PARTICLE = re.compile(rf"(?:(?<=\w)\s+(?:{_PARTICLES})\b)+(?=\s*(?:[?!.,;]|$))", re.IGNORECASE)


def _plain(text: str) -> str:
    text = _spaced(_EMOJI.sub(" ", clean(text)))
    if is_english(text):
        return text
    text = _WORD.sub(lambda word: _unrepeated(word[0]), text)
    text = _unless_empty(text, _PARTICLE.sub("", text))
    tail = max(0, len(text) - _MARGIN)
    text = _unless_empty(text, text[:tail] + _CLOSING.sub("", text[tail:]))
    text = _unless_empty(text, _GREETING.sub("", text[:_MARGIN]) + text[_MARGIN:])
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
def _table() -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    lines = Path(__file__).with_name("chat.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[lines.index("form\treading\twhere") + 1:]:
        forms, readings, where = (line + "\t").split("\t")[:3]
        for form in forms.split("|"):
            entries[form] = _Entry(tuple(readings.split("|")), where)
    return entries


_LONGEST = 3   # words of a form
_NUMBERED = re.compile(r"(?<![\w@/.-])[pfqPFQ]\.?(?=\d{1,2}(?!\w))")
_TOKEN = re.compile(r"(?<![\w@/.&-])[^\W\d_][^\W_]*(?:\.[^\W\d_]+)?(?![\w@/&-])")


def _readings(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    if is_english(text):
        return []
    return list(_words_read(text))


def _words_read(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    folded = fold_same_length(text)
    accented = is_accented(text)
    found: list[tuple[int, int, tuple[str, ...]]] = [
        (ward.start(), ward.end(), ("quận " if ward[0][0] in "qQ" else "phường ",)) for ward in _NUMBERED.finditer(text)
    ]
    wards = {start for start, _, _ in found}
    tokens = [token for token in _TOKEN.finditer(text) if token.start() not in wards]
    done = 0
    for first, token in enumerate(tokens):
        if token.start() < done:
            continue
        for last in range(min(first + _LONGEST, len(tokens)) - 1, first - 1, -1):
            start, end = token.start(), tokens[last].end()
            form = text[start:end].lower()
            entry = _table().get(form)
            if entry is None or not _is_small(text[start:end], start):
                continue
            readings = _meant(form, entry, text, folded, start, end, accented)
            if readings:
                if form in {"p", "f", "q"} and text[end: end + 2] == ". ":
                    end += 1                  # "P. An Khê"
                if readings[0].lower() != form:
                    found.append((start, end, readings))
                done = end
                break
    yield from sorted(found)


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
