"""The types that every handler is written with."""

from typing import Any

from telegram.ext import BaseHandler, ContextTypes

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Any, Context, Any]
