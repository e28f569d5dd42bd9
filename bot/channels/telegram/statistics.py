"""/thongke: how much was asked and answered, in numbers and as a picture; counts only, no persons."""

import asyncio
import importlib
import io
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import admin
from bot.channels.telegram.context import Context, Handler
from bot.subjects import subjects
from retrieval.question import Outcome, today

_DAYS = 30
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    return [CommandHandler("thongke", Statistics(assistant).show, filters=_PRIVATE)]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Shows admins what the last month was like."""

    assistant: Assistant

    async def show(self, update: Update, _: Context) -> None:
        """Send the counts, with a picture where matplotlib is installed."""
        message = update.effective_message
        if message is None:
            return
        if admin(update, self.assistant) is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        first = today() - timedelta(_DAYS - 1)
        counts = [row for row in self.assistant.records.asked.daily() if row[0] >= first]
        total, took = sum(row[2] for row in counts), sum(row[3] for row in counts)
        answered = sum(row[2] for row in counts if row[1] == Outcome.ANSWERED)
        topics = self.assistant.records.topics.open(limit=3)
        often = await asyncio.to_thread(self._often, first)
        text = messages.statistics(_DAYS, total, answered, took / total if total else 0.0, often, topics)
        picture = await asyncio.to_thread(draw, first, [(row[0], row[1], row[2]) for row in counts])
        if picture is None:
            await message.reply_text(text)
        else:
            await message.reply_photo(picture, caption=text[:1000])

    def _often(self, first: date) -> list[tuple[str, int]]:
        return subjects(self.assistant.records.asked.since(first), self.assistant.library.embed_question, limit=3)


def draw(first: date, counts: list[tuple[date, str, int]]) -> bytes | None:
    """Return a PNG of the questions of each day, answered and not; None without matplotlib."""
    try:
        figures = importlib.import_module("matplotlib.figure")
    except ImportError:
        return None
    logging.getLogger("matplotlib").setLevel(logging.WARNING)
    days = [first + timedelta(n) for n in range(_DAYS)]
    answered, other = Counter[date](), Counter[date]()
    for day, outcome, count in counts:
        (answered if outcome == Outcome.ANSWERED else other)[day] += count
    figure = figures.Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    labels = [f"{day.day}/{day.month}" for day in days]
    axes.bar(labels, [answered[day] for day in days], color="#1a7f5a", label=messages.ANSWERED_LABEL)
    axes.bar(labels, [other[day] for day in days], bottom=[answered[day] for day in days], color="#c9a227",
             label=messages.UNANSWERED_LABEL)
    axes.set_title(messages.STATISTICS_TITLE)
    axes.set_xticks(labels[::3])
    axes.legend()
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=110)
    return picture.getvalue()
