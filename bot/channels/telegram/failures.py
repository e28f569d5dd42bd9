"""When something goes wrong: one sentence for the person, a trace for the log, and in neither what was asked."""

import logging
import sqlite3
import traceback
from contextlib import suppress

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot import messages
from bot.channels.telegram.context import Context

logger = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Answer with one sentence and log where it happened: the error handler of the application."""
    problem = context.error
    if problem is None or isinstance(problem, Forbidden):      # blocked by the person, or thrown out of the group
        logger.info("a reply was not wanted any more")
        return
    report(problem)
    if not isinstance(update, Update):
        return
    with suppress(TelegramError):
        if update.callback_query is not None:
            await update.callback_query.answer(messages.FAILED, show_alert=True)
        elif update.effective_message is not None:
            await update.effective_message.reply_text(messages.FAILED)


def report(problem: BaseException) -> None:
    """Log where an error happened and of which kinds it and its causes are.

    The words of an error may repeat the question, so they are kept only where they can't.
    """
    lines: list[str] = []
    cause: BaseException | None = problem
    while cause is not None:
        lines += traceback.format_tb(cause.__traceback__)
        lines.append(f"{type(cause).__qualname__}: {_words(cause)}".rstrip(": ") + "\n")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    logger.error("an update failed\n%s", "".join(lines).rstrip())


def _words(problem: BaseException) -> str:
    match problem:
        case sqlite3.Error():
            return getattr(problem, "sqlite_errorname", "")
        case TelegramError() | OSError():
            return str(problem)
        case _:
            return ""
