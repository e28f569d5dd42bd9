"""An admin sends a file, and its questions can be asked a moment later."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from telegram import Document as TelegramFile
from telegram import Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import roles
from bot.channels.telegram.captions import Caption, UnclearAudience, understand
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.failures import report
from bot.channels.telegram.turns import current
from bot.people import Role, readable
from corpus.document import Document
from corpus.errors import CorpusError, MissingDate, Unreadable, UnreadableFile
from corpus.reading import read
from retrieval.errors import RetrievalError
from retrieval.library import Added

logger = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024      # bytes; Telegram gives bots no larger file
_DOWNLOAD = 60.0                # seconds without a byte


def handlers(assistant: Assistant) -> list[Handler]:
    files = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.Document.ALL
    return [MessageHandler(files, Documents(assistant).received)]


class DownloadFailed(Exception):
    """Telegram announced a file and did not hand it over."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Takes files from admins into the library."""

    assistant: Assistant

    async def received(self, update: Update, _: Context) -> None:
        """Read and index a file, and say what was understood; one message is edited to show how far it is."""
        message, user = update.effective_message, update.effective_user
        file = message.document if message is not None else None
        if message is None or user is None or file is None:
            return
        if Role.ADMIN not in roles(user, self.assistant):
            await message.reply_text(messages.FILES_FROM_ADMINS_ONLY)
            return
        name = file.file_name or messages.NAMELESS_FILE
        if (file.file_size or 0) > LARGEST:
            await message.reply_text(messages.FILE_TOO_LARGE.format(name=name))
            return
        try:
            caption = understand(message.caption or "")
        except CorpusError as problem:
            await message.reply_text(explain(problem))
            return
        if (turn := current.get()) is not None:
            turn.repeatable = True           # taken in again after a crash, it changes nothing
        status = await message.reply_text(messages.READING.format(name=name))
        await say(status, await self._take(file, name, caption, status))

    async def _take(self, file: TelegramFile, name: str, caption: Caption, status: Message) -> str:
        """Return what to say in the end."""
        try:
            data = await download(file)
            document = await asyncio.to_thread(read, name, data, audience=caption.audience, issued=caption.issued,
                                               source=messages.SENT_BY_ADMIN.format(name=name))
            await say(status, messages.INDEXING.format(title=document.title))
            added = await asyncio.to_thread(self._add, document)
        except DownloadFailed:
            return messages.DOWNLOAD_FAILED.format(name=name)
        except (CorpusError, RetrievalError) as problem:
            return explain(problem)
        except Exception as problem:
            report(problem)
            return messages.FAILED
        logger.info("%s: %d passages", added.change, added.passages)
        return messages.understood(added.title, added.issued, document.audience, added.passages, added.change,
                                   readable=document.audience in readable({Role.ADMIN}))

    def _add(self, document: Document) -> Added:
        [added] = self.assistant.library.add([document])
        return added


def explain(problem: CorpusError | RetrievalError) -> str:
    """Return a sentence for somebody who holds a phone, not a terminal."""
    match problem:
        case MissingDate():
            return messages.DATE_IN_CAPTION.format(name=problem.name)
        case UnreadableFile(reason=Unreadable.UNKNOWN_FORMAT):
            return messages.UNKNOWN_FILE.format(name=problem.name)
        case UnclearAudience():
            return messages.UNCLEAR_AUDIENCE.format(words=problem.words)
        case _:
            return messages.error(problem)


async def say(status: Message, text: str) -> None:
    """Change what a status message says; a deleted one is written anew."""
    try:
        await status.edit_text(text)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            with suppress(TelegramError):
                await status.get_bot().send_message(status.chat.id, text)


async def download(file: TelegramFile) -> bytes:
    """Return what is in a file; DownloadFailed when Telegram does not hand it over."""
    try:
        address = await file.get_file(read_timeout=_DOWNLOAD)
        return bytes(await address.download_as_bytearray(read_timeout=_DOWNLOAD))
    except TelegramError as error:
        logger.warning("a file could not be downloaded: %s", type(error).__name__)
        raise DownloadFailed from None      # its words hold the address, and the address the token
