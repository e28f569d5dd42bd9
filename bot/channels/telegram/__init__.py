"""The assistant on Telegram: private chats and groups, by long polling."""

from bot.channels.telegram.application import serve
from bot.channels.telegram.polling import PollEnded

__all__ = ["PollEnded", "serve"]
