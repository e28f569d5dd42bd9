"""The menus of commands that Telegram shows: by kind of chat, and for each admin."""

import logging
from contextlib import suppress

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot import messages
from bot.people import Role
from bot.records.members import Members


async def introduce(bot: Bot, members: Members) -> None:
    """Fill the menus: what everybody may do, what is done in groups, what admins may do besides."""
    await bot.set_my_commands(_commands(messages.COMMANDS))
    await bot.set_my_commands(_commands(messages.COMMANDS), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(_commands(messages.GROUP_COMMANDS), scope=BotCommandScopeAllGroupChats())
    for person in members.admins():
        with suppress(BadRequest):              # an admin who never wrote to the bot
            await show(bot, person, members)


async def show(bot: Bot, person: int, members: Members) -> None:
    """Fill the menu of a person as the roles are now."""
    scope = BotCommandScopeChat(person)
    try:
        if Role.ADMIN in members.roles(person):
            await bot.set_my_commands(_commands(messages.COMMANDS + messages.ADMIN_COMMANDS), scope=scope)
        else:
            await bot.delete_my_commands(scope=scope)
    except TelegramError as error:
        logging.getLogger(__name__).info("a menu could not be changed: %s", type(error).__name__)


def _commands(listed: tuple[tuple[str, str], ...]) -> list[BotCommand]:
    return [BotCommand(name, meaning) for name, meaning in listed]
