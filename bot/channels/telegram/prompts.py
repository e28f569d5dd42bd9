"""A prompt of ours, recognised when somebody replies to it: it works after a restart, for it says itself what it asks."""

import re

from telegram import Message
from telegram.ext import filters


class AnswersPrompt(filters.MessageFilter):
    """A reply to a message of a bot whose words begin in this form."""

    def __init__(self, form: re.Pattern[str]) -> None:
        super().__init__()
        self._form = form

    def filter(self, message: Message) -> bool:
        replied = message.reply_to_message
        return (replied is not None and replied.from_user is not None and replied.from_user.is_bot
                and self._form.match(replied.text or "") is not None)
