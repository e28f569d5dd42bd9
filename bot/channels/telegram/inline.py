"""`@bot câu hỏi` in any chat: public answers with their sources, to be shared."""

import asyncio
from dataclasses import dataclass

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import InlineQueryHandler

from bot import rendering
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.context import Context, Handler
from bot.people import readable
from retrieval.question import Outcome, Question, today


def handlers(assistant: Assistant) -> list[Handler]:
    return [InlineQueryHandler(Inline(assistant).answer)]


@dataclass(frozen=True, slots=True)
class Inline:
    """Answers from what is public, whoever asks: nobody knows who will read it."""

    assistant: Assistant

    async def answer(self, update: Update, _: Context) -> None:
        """Offer the answer to what was typed, or nothing."""
        query = update.inline_query
        if query is None:
            return
        results: list[InlineQueryResultArticle] = []
        if query.query.strip():
            question = Question(text=query.query, audiences=readable(()), today=today())
            answer = await asyncio.to_thread(self.assistant.service.answer, question)
            if answer.closed is not None:
                said = rendering.text(answer)
                results = [InlineQueryResultArticle("1", formatting.shorten(said, 100), InputTextMessageContent(said))]
            elif answer.outcome is Outcome.ANSWERED:
                content = InputTextMessageContent(formatting.answer(answer, query.query)[0], parse_mode=ParseMode.HTML)
                results = [InlineQueryResultArticle("1", formatting.shorten(answer.short or query.query, 100), content,
                                                    description=formatting.shorten(rendering.text(answer), 200))]
        await query.answer(results, cache_time=0)       # or Telegram would go on showing what was hidden or closed since
        # Nothing is kept: somebody types, and each pause is a query.
