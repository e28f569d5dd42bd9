"""The web chat: one page for residents, and the small API behind it."""

from bot.channels.web.endpoints import application
from bot.channels.web.serving import PortTaken, serve

__all__ = ["PortTaken", "application", "serve"]
