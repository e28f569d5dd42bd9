"""What the person behind an update may read and do, asked again at every message and every press."""

import asyncio

from telegram import CallbackQuery, Chat, Message, Update, User

from bot import messages
from bot.assembly import Assistant
from bot.people import Role, readable
from corpus.document import Audience, StoredPassage


def audiences(update: Update, assistant: Assistant) -> frozenset[Audience]:
    """Return what may be shown: all that the person may read in a private chat, what is public anywhere else."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != Chat.PRIVATE:
        return readable(())
    return readable(roles(user, assistant))


def roles(user: User, assistant: Assistant) -> frozenset[Role]:
    return assistant.records.members.roles(user.id)


def admin(update: Update, assistant: Assistant) -> User | None:
    """Return the admin behind an update of a private chat, None when it is not one."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != Chat.PRIVATE or Role.ADMIN not in roles(user, assistant):
        return None
    return user


async def of_admin(message: Message, assistant: Assistant) -> bool:
    """Say whether a message is an admin's in a private chat; if not, that is answered, in a group only to admins."""
    is_admin = message.from_user is not None and Role.ADMIN in roles(message.from_user, assistant)
    private = message.chat.type == Chat.PRIVATE
    if private and not is_admin:
        await message.reply_text(messages.UNKNOWN_COMMAND)
    elif is_admin and not private:
        await message.reply_text(messages.ONLY_IN_PRIVATE)
    return is_admin and private


def signature(user: User) -> str:
    """Return how the log of documents names somebody: the id, and the name as it is now."""
    return f"telegram:{user.id} {' '.join(user.full_name.split())[:60]}".rstrip()


def pressed(update: Update) -> tuple[CallbackQuery, str, Message | None]:
    """Return a press, the data of its button, and the message under which it stands when that can be reached.

    Only for handlers of presses.
    """
    query = update.callback_query
    assert query is not None
    return query, query.data or "", query.message if isinstance(query.message, Message) else None


async def is_closed(update: Update, assistant: Assistant, stored: StoredPassage) -> bool:
    """Say of a pressed passage whether it is on a topic that is closed to who pressed, and if so, tell them."""
    if admin(update, assistant) is not None:
        return False
    closed = await asyncio.to_thread(assistant.closed.among, [stored])
    if closed:
        await pressed(update)[0].answer(messages.topic_closed(closed[stored.id])[:200], show_alert=True)
    return bool(closed)
