"""The buttons under an answer that say what the asker thinks of it: 👍, 👎 with a reason, tell me when there is one."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import audiences, pressed
from bot.channels.telegram.context import Context, Handler
from bot.remembering import Remembered, gather

_FORM = re.compile(r"^g:([a-z]):(\d{1,12}):([0-9a-f]{16})\Z", re.ASCII)
_UP, _DOWN, _TELL = "u", "d", "t"


def handlers(assistant: Assistant) -> list[Handler]:
    return [CallbackQueryHandler(Verdicts(assistant).pressed, pattern=_FORM)]


def buttons(assistant: Assistant, remembered: Remembered, chat: int) -> list[list[InlineKeyboardButton]]:
    """Return the row under an answer in a private chat."""
    if remembered.topic is not None:
        return [[_button(assistant, messages.TELL_ME, _TELL, remembered.topic, chat)]]
    return [[_button(assistant, label, verb, remembered.question, chat) for label, verb in (("👍", _UP), ("👎", _DOWN))]]


def _button(assistant: Assistant, label: str, verb: str, number: int, chat: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"g:{verb}:{number}:{assistant.records.asked.seal(verb, number, chat)}")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Takes verdicts. A button works only in the chat that it was made for: its seal says so."""

    assistant: Assistant

    async def pressed(self, update: Update, _: Context) -> None:
        """Remember a verdict, and thank for it."""
        query, data, message = pressed(update)
        match = _FORM.match(data)
        if match is None or message is None:
            await query.answer(messages.GONE)
            return
        verb, number, chat = match[1], int(match[2]), message.chat.id
        if chat != query.from_user.id or match[3] != self.assistant.records.asked.seal(verb, number, chat):
            await query.answer(messages.GONE)
            return
        records = self.assistant.records
        rows: list[list[InlineKeyboardButton]] = []
        if verb == _TELL:
            if records.topics.topic(number) is None:
                await query.answer(messages.ANSWERED_MEANWHILE)
                return
            records.tickets.give(chat, partial(records.topics.wait, number))
            await query.answer(messages.WILL_TELL)
        elif verb == _DOWN:
            records.asked.judge(number, verb)
            await asyncio.to_thread(gather, self.assistant, number, audiences(update, self.assistant))
            await query.answer(messages.WHY)
            rows = [[_button(self.assistant, label, reason, number, chat)] for reason, label in messages.REASONS.items()]
        else:
            records.asked.judge(number, verb)
            await query.answer(messages.THANKS)
        await _replace(message, rows)


async def _replace(message: Message, rows: list[list[InlineKeyboardButton]]) -> None:
    """Put other buttons in place of the verdicts; the sources stay."""
    there = message.reply_markup.inline_keyboard if message.reply_markup else ()
    kept = [list(row) for row in there if not str(row[0].callback_data).startswith("g:")]
    with suppress(BadRequest):          # pressed twice, or deleted
        await message.edit_reply_markup(InlineKeyboardMarkup(kept + rows) if kept + rows else None)
