"""What is kept of a person: said beforehand, agreed to or not, shown, sent and deleted."""

import asyncio
import json
import logging
from dataclasses import asdict, dataclass
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import pressed, roles
from bot.channels.telegram.context import Context, Handler
from retrieval.question import today

logger = logging.getLogger(__name__)

NOTICE = "n:show"
_FORM = r"^n:(show|yes|no)\Z"
_AGAIN = 3600.0         # seconds between two looks for what is too old
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    desk = Privacy(assistant)
    return [
        CommandHandler("riengtu", desk.notice, filters=_PRIVATE),
        CommandHandler("dulieu", desk.show, filters=_PRIVATE),
        CommandHandler("xoadulieu", desk.delete, filters=_PRIVATE),
        CallbackQueryHandler(desk.pressed, pattern=_FORM),
    ]


async def purge_daily(assistant: Assistant) -> None:
    """Delete what is older than the settings allow, now and every hour, until cancelled."""
    while True:
        deleted = await asyncio.to_thread(assistant.records.purge, assistant.settings.keep_days, today=today())
        if deleted:
            logger.info("%d questions were old enough to be deleted", deleted)
        await asyncio.sleep(_AGAIN)


@dataclass(frozen=True, slots=True)
class Privacy:
    """Answers a person about that person's own data, in a private chat."""

    assistant: Assistant

    async def notice(self, update: Update, _: Context) -> None:
        """Show the privacy notice, and ask whether the person agrees."""
        message = update.effective_message
        if message is not None:
            text, keyboard = self._notice()
            await message.reply_text(text, reply_markup=keyboard)

    async def pressed(self, update: Update, _: Context) -> None:
        """Show the notice, or remember what the person decided."""
        query, data, message = pressed(update)
        if message is None or message.chat.id != query.from_user.id:
            await query.answer(messages.GONE)
            return
        await query.answer()
        if data == NOTICE:
            text, keyboard = self._notice()
            await message.reply_text(text, reply_markup=keyboard)
        elif data == "n:yes":
            self.assistant.records.asked.agree(query.from_user.id, today=today())
            await message.reply_text(messages.AGREED)
        else:
            self.assistant.records.forget(query.from_user.id)
            await message.reply_text(messages.NOT_AGREED)

    async def show(self, update: Update, _: Context) -> None:
        """Show what is kept of a person, and send it as a file."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        asked = self.assistant.records.asked
        kept, version = asked.of(user.id), asked.agreed(user.id)
        held = sorted(roles(user, self.assistant))
        waiting = self.assistant.records.waits(user.id)
        topics = [one.topic for one in self.assistant.records.follows(user.id)]
        text = messages.own_data(kept, version, held, waiting, topics, self.assistant.settings.keep_days)
        for part in formatting.split(text):
            await message.reply_text(part)
        data = {"roles": held, "agreement": version, "waiting_for": waiting, "following": topics,
                "questions": [asdict(one) for one in kept]}
        file = json.dumps(data, ensure_ascii=False, indent=1, default=date.isoformat).encode()
        await message.reply_document(file, filename=messages.OWN_DATA_FILE, parse_mode=ParseMode.HTML)

    async def delete(self, update: Update, _: Context) -> None:
        """Delete what is kept of a person."""
        message, user = update.effective_message, update.effective_user
        if message is not None and user is not None:
            count = await asyncio.to_thread(self.assistant.records.forget, user.id)
            await message.reply_text(messages.own_data_deleted(count))

    def _notice(self) -> tuple[str, InlineKeyboardMarkup]:
        settings = self.assistant.settings
        row = [InlineKeyboardButton(messages.AGREE, callback_data="n:yes"),
               InlineKeyboardButton(messages.DISAGREE, callback_data="n:no")]
        return messages.privacy_notice(settings.controller, settings.keep_days), InlineKeyboardMarkup([row])
