"""What the assistant says about itself, and to what it can't read."""

from dataclasses import dataclass

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import roles
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.questions import EXAMPLE
from bot.people import Role

_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    door = Welcome(assistant)
    return [
        CommandHandler("start", start, filters=_PRIVATE),
        CommandHandler(["trogiup", "help"], door.help, filters=_PRIVATE),
        MessageHandler(_PRIVATE & filters.COMMAND, unknown_command),
        MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, unreadable),
    ]


async def introduce_commands(bot: Bot) -> None:
    """Fill the menu of commands that Telegram shows."""
    await bot.set_my_commands([BotCommand(name, meaning) for name, meaning in messages.COMMANDS])


async def start(update: Update, _: Context) -> None:
    """Say in three lines what this is, and offer questions to try."""
    if update.effective_message is not None:
        rows = [[InlineKeyboardButton(question, callback_data=f"{EXAMPLE}:{i}")]
                for i, question in enumerate(messages.EXAMPLES)]
        await update.effective_message.reply_text(messages.WELCOME, reply_markup=InlineKeyboardMarkup(rows))


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

    async def help(self, update: Update, _: Context) -> None:
        """Explain how to ask; to an admin also how to add documents."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        admin = Role.ADMIN in roles(user, self.assistant)
        parts = [messages.HELP, *([messages.ADMIN_HELP] if admin else []), messages.DISCLAIMER]
        await message.reply_text("\n\n".join(parts))
