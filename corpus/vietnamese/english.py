"""English: telling an English question from a Vietnamese one typed without accents."""

import re

from corpus.vietnamese.phonotactics import is_well_formed_plain

_LISTED = """
    a about after air all also an and any are area as at award awards back bar be been bees before best better book
    box boys bus but by cafe call can car care cars case cases center chairman chairperson class collective
    collectives committee cost could data days did do does doing down each else ever facebook far first for force
    form found from gas get give given gmail goes good guys had hair half has have he her here his hour hours house
    how i if in individual individuals info is it its just keep key keys know last law laws less let letter list
    long look low made many max may me media meet meeting member members mix money month more most much must my name
    near need new news next no noon not now of off office on one online only or other our out over own pair party
    pass past pay pays people per person phone place please pls plus poor post radio report reported room rooms rule
    rules said same saw say says secretary see seen self send several shall share she should show sim since six so
    some soon state status such sure tax telegram tell test than that the their them then there these they this
    those to too top total town toys tv two under up us use user version very ward was ways we week were what when
    where which who whom whose why will win with work works world would year years yes yet you your zalo
"""
WORDS = frozenset(_LISTED.split())   # frequent words, and those that look like Vietnamese keystrokes

_GRAMMAR = """
    and are as at by could did does for from had has have his how is its many much of or our shall she should than that
    their them there these they this those was were what when where which who whom whose why will with would you your
"""
_TELLING = frozenset(word for word in _GRAMMAR.split() if not is_well_formed_plain(word))
_WORD = re.compile(r"[^\W\d_]+")


def is_english(text: str) -> bool:
    """Whether a text is English: it has words of English grammar, and few of its words could be Vietnamese."""
    words = _WORD.findall(text.lower())
    if not any(word in _TELLING for word in words):
        return False
    foreign = sum(word.isascii() and not is_well_formed_plain(word) for word in words)
    return bool(foreign >= 2 and foreign > (0.4 if foreign == 2 else 0.25) * len(words))
