"""The types that every handler is written with."""

from typing import Any

from telegram.ext import Application, BaseHandler, ContextTypes

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Any, Context, Any]
App = Application[Any, Any, Any, Any, Any, Any]
