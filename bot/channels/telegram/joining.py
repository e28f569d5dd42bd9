"""How a person comes to a role: by an admin's invitation, or by asking for it."""

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import segno
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters
from telegram.helpers import create_deep_linked_url

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import menus
from bot.channels.telegram.access import admin, pressed, roles
from bot.channels.telegram.context import Context, Handler
from bot.people import Role
from bot.records.invitations import LASTS
from bot.records.journal import Deed
from corpus.vietnamese.text import fold

INVITATION = "moi_"         # begins what a link of ours says to /start
_OFFERED = (Role.PARTY, Role.ADMIN)
_NAMES = "|".join(_OFFERED)
_INVITE = re.compile(rf"^i:({_NAMES})\Z")
_DECIDE = re.compile(rf"^r:([ad]):(\d{{1,18}}):({_NAMES})\Z", re.ASCII)
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant) -> list[Handler]:
    door = Joining(assistant)
    return [
        CommandHandler("moi", door.invite, filters=_PRIVATE),
        CallbackQueryHandler(door.invite_for, pattern=_INVITE),
        CommandHandler("start", door.take, filters=_PRIVATE & filters.Regex(rf"^/start(@\w+)? {INVITATION}")),
        CommandHandler("xinquyen", door.ask, filters=_PRIVATE),
        CallbackQueryHandler(door.decide, pattern=_DECIDE),
    ]


@dataclass(frozen=True, slots=True)
class Joining:
    """Makes and takes invitations, and carries requests to the admins."""

    assistant: Assistant

    async def invite(self, update: Update, context: Context) -> None:
        """Make an invitation for the role that is named after the command, or offer the roles."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
        elif (role := named(" ".join(context.args or ()))) is not None:
            await self._invite(host.id, message.chat.id, role, context)
        else:
            row = [InlineKeyboardButton(messages.ROLES[role], callback_data=f"i:{role}") for role in _OFFERED]
            await message.reply_text(messages.INVITE_WHOM, reply_markup=InlineKeyboardMarkup([row]))

    async def invite_for(self, update: Update, context: Context) -> None:
        """Make an invitation for the role of a button."""
        query, data, message = pressed(update)
        host = admin(update, self.assistant)
        if host is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        await self._invite(host.id, message.chat.id, Role(data[2:]), context)

    async def _invite(self, by: int, chat: int, role: Role, context: Context) -> None:
        records, now = self.assistant.records, datetime.now(UTC)
        word = records.invitations.make(role, by=by, now=now)
        records.journal.write(by, Deed.INVITED, messages.ROLES[role], now=now)
        link = create_deep_linked_url(context.bot.username, INVITATION + word)
        picture = io.BytesIO()
        segno.make(link, micro=False).save(picture, kind="png", scale=8, border=4)
        await context.bot.send_photo(chat, picture.getvalue(), filename="moi.png",
                                     caption=messages.invitation(role, link, now + LASTS))

    async def take(self, update: Update, context: Context) -> None:
        """Take the invitation of a link."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        records, now = self.assistant.records, datetime.now(UTC)
        word = (context.args or [""])[0].removeprefix(INVITATION)
        role = records.invitations.take(word, user.id, user.full_name, now=now)
        if role is None:
            await message.reply_text(messages.INVITATION_WORTHLESS)
            return
        records.journal.write(user.id, Deed.JOINED, f"{user.full_name} – {messages.ROLES[role]}", now=now)
        await message.reply_text(messages.ROLE_GRANTED[role])
        await menus.show(context.bot, user.id, records.members)

    async def ask(self, update: Update, context: Context) -> None:
        """Carry a request for the role of a Party member to every admin."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        if Role.PARTY in roles(user, self.assistant):
            await message.reply_text(messages.ROLE_HELD)
            return
        await message.reply_text(messages.REQUEST_SENT)
        if not self.assistant.records.requests.make(user.id, Role.PARTY, user.full_name, now=datetime.now(UTC)):
            return
        row = [InlineKeyboardButton(label, callback_data=f"r:{verb}:{user.id}:{Role.PARTY}")
               for verb, label in (("a", messages.APPROVE), ("d", messages.DECLINE))]
        for host in self.assistant.records.members.admins():
            with suppress(TelegramError):               # an admin who never wrote to the bot
                await context.bot.send_message(host, messages.request(user.full_name, Role.PARTY),
                                               reply_markup=InlineKeyboardMarkup([row]))

    async def decide(self, update: Update, context: Context) -> None:
        """Grant or decline what somebody asked for; the first admin to press decides."""
        query, data, message = pressed(update)
        host, match = admin(update, self.assistant), _DECIDE.match(data)
        if host is None or match is None or message is None:
            await query.answer(messages.GONE)
            return
        records, now = self.assistant.records, datetime.now(UTC)
        person, role, approved = int(match[2]), Role(match[3]), match[1] == "a"
        name = records.requests.settle(person, role)
        if name is None:
            await query.answer(messages.REQUEST_SETTLED)
            return
        if approved:
            records.members.grant(person, role, name, by=host.id, now=now)
        records.journal.write(host.id, Deed.APPROVED if approved else Deed.DECLINED,
                              f"{name} – {messages.ROLES[role]}", now=now)
        await query.answer()
        await message.edit_text(messages.decided(name, role, approved=approved))
        with suppress(TelegramError):
            await context.bot.send_message(person, messages.ROLE_GRANTED[role] if approved else messages.REQUEST_DECLINED)


def named(words: str) -> Role | None:
    """Return the role that somebody writes after /moi: "đảng viên", "dang vien", "quản trị"."""
    said = fold(words).strip()
    return {"dang vien": Role.PARTY, "party": Role.PARTY, "quan tri": Role.ADMIN, "quan tri vien": Role.ADMIN,
            "admin": Role.ADMIN, "can bo": Role.ADMIN, "can bo quan tri": Role.ADMIN}.get(said)
