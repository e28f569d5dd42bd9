"""What the assistant says about itself, and to what it can't read."""

import asyncio
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import roles
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.examples import Examples
from bot.channels.telegram.privacy import NOTICE
from bot.people import Role

_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    door = Welcome(assistant, Examples(assistant))
    return [
        CommandHandler("start", door.start, filters=_PRIVATE),
        MessageHandler(_PRIVATE & filters.Text([messages.MENU[0]]), how_to_ask),
        MessageHandler(_PRIVATE & filters.Text([messages.MENU[2]]), door.help),
        CommandHandler(["trogiup", "help"], door.help, filters=_PRIVATE),
        MessageHandler(_PRIVATE & filters.COMMAND, unknown_command),
        MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, unreadable),
    ]


async def how_to_ask(update: Update, _: Context) -> None:
    """Say how a question is asked."""
    if update.effective_message is not None:
        await update.effective_message.reply_text(messages.EMPTY_QUESTION)


async def unknown_command(update: Update, _: Context) -> None:
    """Point to the help."""
    if update.effective_message is not None:
        await update.effective_message.reply_text(messages.UNKNOWN_COMMAND)


async def unreadable(update: Update, _: Context) -> None:
    """Answer a picture, a voice, a sticker: kindly, and with what does work."""
    if update.effective_message is not None:
        await update.effective_message.reply_text(messages.ONLY_TEXT)


@dataclass(frozen=True, slots=True)
class Welcome:
    """Help that says what this person can do."""

    assistant: Assistant
    examples: Examples

    async def start(self, update: Update, _: Context) -> None:
        """Say in three lines what this is, offer questions to try, and show the keyboard that stays."""
        message = update.effective_message
        if message is None:
            return
        rows = await asyncio.to_thread(self.examples.rows)
        privacy = InlineKeyboardButton(messages.PRIVACY_BUTTON, callback_data=NOTICE)
        await message.reply_text(messages.WELCOME, reply_markup=InlineKeyboardMarkup([*rows, [privacy]]))
        keyboard = ReplyKeyboardMarkup([list(messages.MENU)], is_persistent=True, resize_keyboard=True)
        await message.reply_text(messages.kept(self.assistant.settings.keep_days), reply_markup=keyboard)

    async def help(self, update: Update, _: Context) -> None:
        """Explain how to ask; to an admin also how to add documents."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        admin = Role.ADMIN in roles(user, self.assistant)
        parts = [messages.HELP, *([messages.ADMIN_HELP] if admin else []), messages.DISCLAIMER]
        await message.reply_text("\n\n".join(parts))
