"""Abbreviations: what "BTV", "CT" or "TDP" stands for where it stands, and the short forms of what is written out."""

import re
from functools import cache
from pathlib import Path

from corpus.vietnamese.abbreviation_rules import RULES
from corpus.vietnamese.context import first_meaning
from corpus.vietnamese.matching import Phrases, is_accented
from corpus.vietnamese.syllables import is_plain_syllable
from corpus.vietnamese.text import align, fold, fold_same_length

_TABLE = Path(__file__).with_name("abbreviations.tsv")
_TOKEN = re.compile(r"(?<![\w@])(?:[PQpq]\.(?=\d)|(?:T\.Ư|[^\W\d_]+(?:[/&-][^\W\d_]+)+\.?|[^\W\d_]+\.?)(?![\w@]))")
_CONTEXT = 40   # characters on either side that tell meanings apart
# In small letters these are chat, to be read by `chat`.
_CHAT_WORDS = frozenset(
    ["kh", "mn", "bt", "dc", "đc", "k", "bn", "ms", "v", "cn", "tt", "hs", "gt", "ad", "th", "hl", "sn"]
)


def expand(token: str, context_before: str, context_after: str, *, in_question: bool) -> list[str]:
    """What an abbreviation may stand for, the likeliest first; just one meaning where the context decides.

    Documents write abbreviations in capitals. In a question any case will do, and accents may be missing ("HDND"),
    but a small-lettered word that is also a syllable or a chat word ("tu", "mn") needs a context that decides.
    """
    meanings = _meanings(token, in_question=in_question)
    if not meanings:
        return []
    before, after = fold_same_length(context_before[-_CONTEXT:]), fold_same_length(context_after[:_CONTEXT])
    rules = () if "ư" in token.lower() else RULES.get(fold(token).strip("."), ())   # TƯ is not TU
    decided = first_meaning(rules, before, after, context_after)
    if decided is not None:
        return [decided] if decided else []
    if in_question and token.islower() and token in _CHAT_WORDS:
        return []
    if token not in _table() and not token.isupper() and is_plain_syllable(token):
        return []
    return list(meanings)


def expansions(text: str, *, in_question: bool) -> list[tuple[int, int, list[str]]]:
    """Where abbreviations stand in a text, and what each may stand for: see `expand`."""
    letters, at = align(text)
    shouted = _is_shouted(letters)
    found = []
    for token in _TOKEN.finditer(letters):
        if not in_question and token[0].islower() and token[0] not in _table():
            continue                          # most words of a document
        for start, end in _parts(token, in_question=in_question):
            written = letters[start:end].lower() if shouted else letters[start:end]
            meanings = expand(
                written, letters[max(0, start - _CONTEXT): start], letters[end: end + _CONTEXT], in_question=in_question
            )
            if meanings:
                found.append((at[start], at[end], meanings))
    return found


def contractions(text: str) -> list[tuple[int, int, str]]:
    """Where a text writes out what also has a short form, with or without accents: "ủy ban nhân dân" is UBND."""
    letters, at = align(text)
    folded = fold_same_length(letters)
    accented = is_accented(letters)
    phrases, pattern, short = _written_out()
    found = []
    for match in pattern.finditer(folded):
        words = " ".join(re.findall(r"[^\W\d_]+", letters[match.start(): match.end()]))
        if phrases.agrees(words, accented=accented):
            found.append((at[match.start()], at[match.end()], short[fold(words)]))
    return found


# ---------------------------------------------------------------------------------------------------------------------
# The table

@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every form with its meanings, the likeliest first."""
    meanings: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines()[2:]:
        forms, expansion, _, *ambiguous = line.split("\t")
        for form in forms.split("|"):
            meanings[form] = tuple("|".join([expansion, *ambiguous]).split("|"))
    return meanings


@cache
def _asked_table() -> dict[str, tuple[str, ...]]:
    """The same for questions: forms in small letters, with and without their accents ("hđ", "hd")."""
    meanings: dict[str, tuple[str, ...]] = {}
    for form, expanded in _table().items():
        for key in {form.lower(), fold(form)}:
            meanings[key] = tuple(dict.fromkeys((*meanings.get(key, ()), *expanded)))
    return meanings


def _meanings(token: str, *, in_question: bool) -> tuple[str, ...]:
    exact = _table().get(token) or _table().get(token.rstrip("."))
    if exact or not in_question or ("ư" in token.lower() and not token.isupper()):
        return exact or ()                    # "tư" is a word, "TƯ" is not
    low = token.lower()
    return _asked_table().get(low) or _asked_table().get(low.rstrip("."), ())


def _parts(token: re.Match[str], *, in_question: bool) -> list[tuple[int, int]]:
    """A joined token is one abbreviation ("KT-XH", "T/M") or several ("KH-UBND"); a dot may belong to it ("KT.")."""
    whole = token[0]
    if _table().get(whole) or (in_question and _asked_table().get(whole.lower())):
        return [token.span()]
    undotted = whole.rstrip(".")
    if _meanings(undotted, in_question=in_question):
        return [(token.start(), token.start() + len(undotted))]
    return [
        (token.start() + part.start(), token.start() + part.end()) for part in re.finditer(r"[^\W\d_]+", whole)
    ]


def _is_shouted(letters: str) -> bool:
    """Whether a whole text is in capitals, where capitals say nothing."""
    words = re.findall(r"[^\W\d_]{2,}", letters)
    return len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words)


@cache
def _written_out() -> tuple[Phrases, re.Pattern[str], dict[str, str]]:
    short: dict[str, str] = {}
    phrases = []
    for form, meanings in _table().items():
        words = re.findall(r"[^\W\d_]+", meanings[0])
        if len(meanings) == 1 and len(words) > 1 and form.isalpha() and len(form) > 1:
            phrase = " ".join(words)
            phrases.append(phrase)
            short.setdefault(fold(phrase), form)
    longest_first = sorted(short, key=lambda phrase: (-len(phrase), phrase))
    pattern = "|".join(phrase.replace(" ", r"[\s,-]+") for phrase in longest_first)
    return Phrases(phrases), re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), short
