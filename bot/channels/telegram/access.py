"""What the person behind an update may read, asked again at every message and every press."""

from telegram import Chat, Update, User

from bot.people import Role, readable
from bot.settings import Settings
from corpus.document import Audience


def audiences(update: Update, settings: Settings) -> frozenset[Audience]:
    """Return what may be shown: all that the person may read in a private chat, what is public anywhere else."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != Chat.PRIVATE:
        return readable(())
    return readable(roles(user, settings))


def roles(user: User, settings: Settings) -> frozenset[Role]:
    return frozenset({Role.RESIDENT, Role.ADMIN} if user.id in settings.admins else {Role.RESIDENT})
