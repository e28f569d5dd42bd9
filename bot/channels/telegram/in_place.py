"""A message shows something else from now on."""

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.telegram.shelf import Rows


async def change(message: Message, text: str, rows: Rows) -> None:
    """Put HTML and buttons in place of what a message shows; one that cannot be changed any more is sent anew."""
    keyboard = InlineKeyboardMarkup(rows) if rows else None
    try:
        await message.edit_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():          # that is a button pressed twice
            await message.get_bot().send_message(message.chat.id, text, parse_mode=ParseMode.HTML, reply_markup=keyboard)


async def send(message: Message, text: str, rows: Rows) -> None:
    """Answer a message with HTML and buttons."""
    await message.reply_html(text, reply_markup=InlineKeyboardMarkup(rows) if rows else None)
