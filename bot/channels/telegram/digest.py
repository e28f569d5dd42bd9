"""The daily digest: once a day, at the set hour, each admin hears what was asked and what waits for an answer."""

import asyncio
import logging
from datetime import date, datetime, time, timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.failures import report
from bot.channels.telegram.unanswered import LIST
from retrieval.question import VIETNAM, Outcome

logger = logging.getLogger(__name__)

_AGAIN = 30.0       # seconds between two looks at the clock
_SHOWN = 5          # questions
_NOON = time(12)


async def send_daily(assistant: Assistant, bot: Bot) -> None:
    """Send the digest when its hour has come, until cancelled."""
    while assistant.settings.digest is not None:
        try:
            await send(assistant, bot, datetime.now(VIETNAM))
        except Exception as problem:            # tried again: nobody was told yet
            report(problem)
        await asyncio.sleep(_AGAIN)


async def send(assistant: Assistant, bot: Bot, now: datetime) -> None:
    """Send the digest to each admin who has not had it on this day, when its hour has come; nothing when there is none."""
    at, records = assistant.settings.digest, assistant.records
    if at is None:
        return
    due = now.date() if now.time() >= at else now.date() - timedelta(1)
    had = {person: records.digests.last(person) for person in records.members.admins()}
    waiting = [person for person, last in had.items() if last is None or last < due]
    text = await asyncio.to_thread(_text, assistant, due, at) if waiting else None
    for person in waiting:
        records.digests.sent(person, due)       # before: rather not at all than twice
        if had[person] is None or text is None:        # somebody new has the first one when the hour comes next
            continue
        button = InlineKeyboardButton(messages.DIGEST_BUTTON, callback_data=LIST)
        try:
            await bot.send_message(person, text, reply_markup=InlineKeyboardMarkup([[button]]))
        except TelegramError as problem:        # an admin who blocked the bot or never wrote to it
            logger.info("an admin could not be told: %s", type(problem).__name__)


def _text(assistant: Assistant, due: date, at: time) -> str | None:
    """Return what the digest says, None when nothing was asked and nothing waits."""
    about = due if at >= _NOON else due - timedelta(1)         # in the morning, of the day before
    counts = [(outcome, count) for day, outcome, count, _ in assistant.records.asked.daily() if day == about]
    total = sum(count for _, count in counts)
    answered = sum(count for outcome, count in counts if outcome == Outcome.ANSWERED)
    topics = assistant.records.topics.open(limit=10**6)
    if not total and not topics:
        return None
    return formatting.shorten(messages.digest(about, total, answered, topics[:_SHOWN], len(topics)), formatting.LIMIT)
