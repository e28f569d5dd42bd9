"""/theodoi: the topics of which a person wants to hear; each is ended by a button."""

from contextlib import suppress
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import pressed
from bot.channels.telegram.context import Context, Handler
from bot.masking import mask
from bot.records.subscriptions import Subscription
from corpus.vietnamese.text import clean, fold
from retrieval.understanding import focus

END = "s"           # s:12 ends subscription 12, when it is of the person who presses
_MOST = 10          # topics of a person
_LONGEST = 80       # characters of a topic
_LABEL = 40         # UTF-16 code units of one on a button


def handlers(assistant: Assistant) -> list[Handler]:
    desk = Subscribing(assistant)
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    return [CommandHandler("theodoi", desk.follow, filters=private),
            CallbackQueryHandler(desk.end, pattern=rf"^{END}:\d{{1,12}}\Z")]


def button(subscription: Subscription) -> InlineKeyboardButton:
    """Return the button that ends a subscription."""
    label = messages.UNFOLLOW.format(topic=formatting.shorten(subscription.topic, _LABEL))
    return InlineKeyboardButton(label, callback_data=f"{END}:{subscription.id}")


@dataclass(frozen=True, slots=True)
class Subscribing:
    """Takes topics, lists and ends them, in a private chat."""

    assistant: Assistant

    async def follow(self, update: Update, _: Context) -> None:
        """Follow the topic after the command, or list what is followed."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        topic = mask(" ".join(clean("".join((message.text or "").split(maxsplit=1)[1:])).split()))
        if topic:
            await message.reply_text(self._follow(user.id, topic))
        else:
            text, keyboard = self._list(user.id)
            await message.reply_text(text, reply_markup=keyboard)

    async def end(self, update: Update, _: Context) -> None:
        """End what a button stands for; somebody else's button ends nothing."""
        query, data, message = pressed(update)
        person = query.from_user.id
        number = int(data.partition(":")[2])
        if message is None or number not in [one.id for one in self.assistant.records.follows(person)]:
            await query.answer(messages.GONE)
            return
        self.assistant.records.unfollow(person, number)
        await query.answer(messages.UNFOLLOWED)
        text, keyboard = self._list(person)
        with suppress(BadRequest):              # the message was deleted
            if message.text and message.text.startswith((messages.FOLLOWING, messages.FOLLOWING_NOTHING)):
                await message.edit_text(text, reply_markup=keyboard)
            elif message.reply_markup is not None:
                await message.edit_reply_markup(_without(message.reply_markup, data))

    def _follow(self, person: int, topic: str) -> str:
        followed = self.assistant.records.follows(person)
        if len(topic) > _LONGEST or not focus(topic):
            return messages.FOLLOW_IN_WORDS
        if fold(topic) in [fold(one.topic) for one in followed]:
            return messages.FOLLOWED_ALREADY.format(topic=topic)
        if len(followed) >= _MOST:
            return messages.FOLLOWING_TOO_MANY.format(most=_MOST)
        self.assistant.records.follow(person, topic)
        return messages.FOLLOWED.format(topic=topic)

    def _list(self, person: int) -> tuple[str, InlineKeyboardMarkup | None]:
        followed = self.assistant.records.follows(person)
        rows = [[button(one)] for one in followed]
        return messages.following([one.topic for one in followed]), InlineKeyboardMarkup(rows) if rows else None


def _without(keyboard: InlineKeyboardMarkup, data: str) -> InlineKeyboardMarkup | None:
    rows = [[one for one in row if one.callback_data != data] for row in keyboard.inline_keyboard]
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None
