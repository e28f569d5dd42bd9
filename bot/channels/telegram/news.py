"""New documents are told to those who follow their topic, whichever process added them.

What a person may read is asked when a document is found to fit, and again when it is told.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, subscriptions
from bot.channels.telegram.failures import report
from bot.channels.telegram.passages import OPEN, Press
from bot.people import Role, readable
from bot.records.subscriptions import News, Subscription
from corpus.document import Audience, Kind, Listing, StoredPassage

_AGAIN = 10.0       # seconds between two looks; a change is told at the second look that finds nothing further
_SHOWN = 5          # documents in a message
_LINE = 200         # UTF-16 code units of what a document says
_IN_A_ROW = 5


async def watch(assistant: Assistant, bot: Bot) -> None:
    """Look for new documents and tell of them, until cancelled."""
    before = None
    while True:
        try:
            generation = await asyncio.to_thread(assistant.library.generation)
            if before in (None, generation):    # nobody is in the middle of an import
                await asyncio.to_thread(look, assistant)
            before = generation
            await tell(assistant, bot)
        except Exception as problem:            # a full disk, a damaged index: others are still answered
            report(problem)
        await asyncio.sleep(_AGAIN)


def look(assistant: Assistant) -> None:
    """Find out which documents can be read since the last look, and whose topics they fit."""
    library, kept = assistant.library, assistant.records.subscriptions
    generation, before = library.generation(), kept.followed()
    if generation == before:
        return
    seen = [(one.id, one.audience) for one in library.documents(audiences=frozenset(Audience))]
    holders, followed = assistant.records.tickets.holders(), kept.all()
    found: list[News] = []
    for document, audience in kept.unknown(seen) if before is not None and followed else []:
        entitled = [one for one in followed if audience in _reads(assistant, holders.get(one.ticket))]
        passages = _telling(library.document_passages(document, audiences=[audience]))
        for n, passage in assistant.fitting.fitting([one.topic for one in entitled], passages).items():
            found.append(News(entitled[n].ticket, entitled[n].topic, document, passage.id))
    kept.learn(generation, seen, found)


def _telling(passages: Sequence[StoredPassage]) -> Sequence[StoredPassage]:
    """Return the passages that say more than the title does, if there are any: each is weighed under its title."""
    return [one for one in passages if one.passage.kind is Kind.BODY and one.passage.text != one.title] or passages


async def tell(assistant: Assistant, bot: Bot) -> None:
    """Tell everybody the news that waits for them, a message each."""
    records = assistant.records
    waiting = await asyncio.to_thread(records.subscriptions.untold)
    holders = await asyncio.to_thread(records.tickets.holders) if waiting else {}
    for person in dict.fromkeys(holders[one.ticket] for one in waiting if one.ticket in holders):
        if records.closing.reason() is not None and records.members.roles(person) == {Role.RESIDENT}:
            continue                            # told when residents are answered again
        own = [one for one in waiting if holders.get(one.ticket) == person]
        own = await asyncio.to_thread(_sayable, assistant, person, own)
        made = await asyncio.to_thread(_message, assistant, person, own)
        records.subscriptions.set_told(own, True)       # before: rather not at all than twice
        if made is None:
            continue
        try:
            await bot.send_message(person, made.text, parse_mode=ParseMode.HTML, reply_markup=made.keyboard)
        except TelegramError as problem:
            if isinstance(problem, Forbidden) or "chat not found" in problem.message.lower():
                records.unfollow(person)        # blocked, or gone from Telegram
                continue
            if not isinstance(problem, BadRequest):         # what is refused once is refused again
                records.subscriptions.set_told(own, False)
            report(problem)


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    keyboard: InlineKeyboardMarkup


def _message(assistant: Assistant, person: int, news: Collection[News]) -> _Message | None:
    """Return what to tell a person, None when nothing of it may be read or is there any more, or all was told."""
    reads = _reads(assistant, person)
    told = assistant.records.subscriptions.told([one.ticket for one in assistant.records.follows(person)])
    documents = {one.document: one for one in news if one.document not in told}
    lines: list[str] = []
    opening: list[InlineKeyboardButton] = []
    topics: dict[str, str] = {}
    more = 0
    for one in documents.values():
        found = _found(assistant, one, reads)
        if found is None:
            continue
        topics[one.ticket] = one.topic
        if len(lines) == _SHOWN:
            more += 1
            continue
        listing, passage = found
        n = len(lines) + 1
        title = formatting.html(formatting.shorten(listing.title, 200))
        said = formatting.html(formatting.shorten(passage.passage.text, _LINE))
        lines.append(f"<b>{n}. {title}</b> ({messages.day(listing.issued)})\n{said}")
        opening.append(InlineKeyboardButton(messages.OPEN_SHORT.format(n=n), callback_data=str(
            Press(OPEN, passage.id, passage.passage.start, passage.passage.end))))
    if not lines:
        return None
    head = formatting.html(messages.news(list(topics.values())))
    followed = [one for one in assistant.records.follows(person) if one.ticket in topics]
    rows = [opening[i:i + _IN_A_ROW] for i in range(0, len(opening), _IN_A_ROW)] + _ending(followed)
    return _Message("\n\n".join([head, *lines, *([formatting.html(messages.more_news(more))] if more else [])]),
                    InlineKeyboardMarkup(rows))


def _sayable(assistant: Assistant, person: int, news: list[News]) -> list[News]:
    """Return the news without those on a topic that is closed to the person now: they wait until it is opened."""
    if Role.ADMIN in assistant.records.members.roles(person):
        return news
    reads = _reads(assistant, person)
    shown = {one.document: found[1] for one in news if (found := _found(assistant, one, reads))}
    closed = assistant.closed.among(shown.values())
    return [one for one in news if one.document not in shown or shown[one.document].id not in closed]


def _ending(followed: Collection[Subscription]) -> list[list[InlineKeyboardButton]]:
    return [[subscriptions.button(one)] for one in followed]


def _found(assistant: Assistant, news: News, reads: Collection[Audience]) -> tuple[Listing, StoredPassage] | None:
    """Return a document with the passage to show, as it is now; None when the person may not read it or it is hidden."""
    listing = assistant.library.describe(news.document, audiences=reads)
    passages = assistant.library.document_passages(news.document, audiences=reads)
    if listing is None or listing.hidden or not passages:
        return None
    return listing, next((one for one in passages if one.id == news.passage), passages[0])


def _reads(assistant: Assistant, person: int | None) -> frozenset[Audience]:
    return readable(assistant.records.members.roles(person)) if person is not None else frozenset()
