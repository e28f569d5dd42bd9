"""/quyen: who holds which role; a press takes it away, and it is gone at once."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import menus
from bot.channels.telegram.access import admin, pressed
from bot.channels.telegram.context import Context, Handler
from bot.people import Role
from bot.records.journal import Deed

_PAGE = 20          # roles on one page
_REVOKE = re.compile(r"^k:r:(\d{1,18}):(party|admin):(\d{1,4})\Z", re.ASCII)
_TURN = re.compile(r"^k:p:(\d{1,4})\Z", re.ASCII)
_WITHDRAW = re.compile(r"^k:w\Z")
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    roll = Holding(assistant)
    return [
        CommandHandler("quyen", roll.show, filters=_PRIVATE),
        CallbackQueryHandler(roll.revoke, pattern=_REVOKE),
        CallbackQueryHandler(roll.turn, pattern=_TURN),
        CallbackQueryHandler(roll.withdraw, pattern=_WITHDRAW),
    ]


@dataclass(frozen=True, slots=True)
class Holding:
    """The roll of roles, for admins in a private chat."""

    assistant: Assistant

    async def show(self, update: Update, _: Context) -> None:
        """List every role that somebody holds."""
        message = update.effective_message
        if message is None:
            return
        if admin(update, self.assistant) is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        text, keyboard = self._page(0)
        await message.reply_text(text, reply_markup=keyboard)

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of the list."""
        await self._refresh(update, int(pressed(update)[1].rpartition(":")[2]))

    async def revoke(self, update: Update, _: Context) -> None:
        """Take the role of a button away."""
        query, data, _message = pressed(update)
        host, match = admin(update, self.assistant), _REVOKE.match(data)
        if host is None or match is None:
            await query.answer(messages.GONE)
            return
        records, person, role = self.assistant.records, int(match[1]), Role(match[2])
        name = next((m.name for m in records.members.all() if (m.person, m.role) == (person, role)), "")
        if records.members.revoke(person, role):
            records.journal.write(host.id, Deed.REVOKED, f"{name} – {messages.ROLES[role]}", now=datetime.now(UTC))
        await self._refresh(update, int(match[3]))
        await menus.show(query.get_bot(), person, records.members)

    async def withdraw(self, update: Update, _: Context) -> None:
        """Make every open invitation worthless."""
        host = admin(update, self.assistant)
        if host is not None and self.assistant.records.invitations.withdraw():
            self.assistant.records.journal.write(host.id, Deed.WITHDREW, now=datetime.now(UTC))
        await self._refresh(update, 0)

    async def _refresh(self, update: Update, page: int) -> None:
        query, _, message = pressed(update)
        if admin(update, self.assistant) is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        text, keyboard = self._page(page)
        with suppress(BadRequest):              # nothing changed, or the list was deleted
            await message.edit_text(text, reply_markup=keyboard)

    def _page(self, number: int) -> tuple[str, InlineKeyboardMarkup | None]:
        members = self.assistant.records.members.all()
        shown = members[number * _PAGE:(number + 1) * _PAGE]
        rows = [[InlineKeyboardButton(messages.revoke(member), callback_data=f"k:r:{member.person}:{member.role}:{number}")]
                for member in shown]
        turning = [InlineKeyboardButton(label, callback_data=f"k:p:{page}") for label, page, there in (
            (messages.PREVIOUS_PAGE, number - 1, number > 0),
            (messages.NEXT_PAGE, number + 1, len(members) > (number + 1) * _PAGE)) if there]
        invitations = self.assistant.records.invitations.open(now=datetime.now(UTC))
        if turning:
            rows.append(turning)
        if invitations:
            rows.append([InlineKeyboardButton(messages.WITHDRAW_INVITATIONS, callback_data="k:w")])
        text = messages.members(shown, len(self.assistant.settings.admins), invitations)
        return text, InlineKeyboardMarkup(rows) if rows else None
