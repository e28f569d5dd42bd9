"""The card of a document that waits for a yes: what was understood of it, what to look at, and the buttons below."""

import re
from collections.abc import Collection

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import messages
from bot.channels.telegram import formatting
from bot.records.drafts import Draft
from corpus.document import Audience
from corpus.vietnamese.syllables import is_plain_syllable, is_syllable, words

CONFIRM, REPLACE, KEEP_BOTH, CANCEL = "c", "r", "k", "x"
EDIT, DATE, TITLE, BACK, AUDIENCE = "e", "d", "t", "b", "a"
FORM = re.compile(
    rf"^draft:([{CONFIRM}{REPLACE}{KEEP_BOTH}{CANCEL}{EDIT}{DATE}{TITLE}{BACK}]|{AUDIENCE}-(?:{'|'.join(Audience)}))"
    r":(\d{1,12})\Z", re.ASCII)

_LINES, _LINE = 4, 160            # first lines, and characters of each
_TITLE = 300
_SAMPLE = 80                      # characters of a doubtful line
_LOOKED_AT, _FEWEST = 300, 4      # lines, and words of a line that may be a sample


def text(draft: Draft, reads: Collection[Audience]) -> str:
    """Return what the card says to an admin who may read these audiences."""
    reading = draft.reading
    document = reading.document
    warnings = [
        *(messages.alike(found, readable=found.original.audience in reads) if (found := draft.resemblance) else ()),
        *(f"⚠️ {doubt}" for doubt in draft.doubts),
        *messages.draft_warnings(reading.notices, document.audience, proposed=draft.proposed, photo=draft.photo,
                                 sample=doubtful_line(document.text)),
    ]
    lines = [formatting.shorten(line, _LINE) for line in reading.first_lines(_LINES)]
    return formatting.shorten(messages.draft(facts(draft), warnings, lines), formatting.LIMIT)


def facts(draft: Draft) -> list[str]:
    """Return what was understood of the document, a line each."""
    reading, document = draft.reading, draft.reading.document
    return messages.draft_facts(formatting.shorten(document.title, _TITLE), document.issued, document.audience,
                                reading.letterhead.number, reading.letterhead.issuer, reading.pages, reading.passages,
                                reading.confidence)


def keyboard(draft: Draft, *, editing: bool = False) -> InlineKeyboardMarkup:
    """Return the buttons: to say yes in the way that fits, to choose the audience, to change, to give up."""
    if editing:
        fields = [_button(draft, messages.DRAFT_DATE, DATE), _button(draft, messages.DRAFT_TITLE, TITLE)]
        return InlineKeyboardMarkup([fields, [_button(draft, messages.EDIT_DONE, BACK)]])
    yes = [_button(draft, messages.CONFIRM, CONFIRM)]
    if draft.resemblance is not None:
        yes = [_button(draft, messages.REPLACE, REPLACE), _button(draft, messages.KEEP_BOTH, KEEP_BOTH)]
    audiences = [_button(draft, messages.CHOSEN.format(name) if audience is draft.reading.document.audience else name,
                         f"{AUDIENCE}-{audience}") for audience, name in messages.AUDIENCES.items()]
    return InlineKeyboardMarkup([yes, audiences,
                                 [_button(draft, messages.EDIT, EDIT), _button(draft, messages.CANCEL, CANCEL)]])


def doubtful_line(text: str) -> str:
    """Return the line with most words that are none in Vietnamese, shortened; "" where every word is one."""
    lines = [line.strip() for line in text.split("\n")[:_LOOKED_AT]]
    share, line = max(((_strange(line), line) for line in lines), default=(0.0, ""))
    return formatting.shorten(line, _SAMPLE) if share else ""


def _strange(line: str) -> float:
    found = words(line)
    strange = [word for word in found if not (word[0].isdigit() or is_syllable(word) or is_plain_syllable(word))]
    return len(strange) / len(found) if len(found) >= _FEWEST else 0.0


def _button(draft: Draft, label: str, verb: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"draft:{verb}:{draft.number}")
