"""A file that somebody sent is fetched from Telegram, which hands over at most 20 MB."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot import messages
from bot.channels.telegram.captions import UnclearAudience
from corpus.errors import CorpusError, InvalidValue, Unreadable, UnreadableFile
from retrieval.errors import RetrievalError

logger = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024      # bytes
_PATIENCE = 60.0                # seconds without a byte


class DownloadFailed(Exception):
    """Telegram announced a file and did not hand it over."""


async def download(bot: Bot, file_id: str) -> bytes:
    """Return what is in a file; DownloadFailed when Telegram does not hand it over."""
    try:
        file = await bot.get_file(file_id, read_timeout=_PATIENCE)
        return bytes(await file.download_as_bytearray(read_timeout=_PATIENCE))
    except TelegramError as error:
        logger.warning("a file could not be downloaded: %s", type(error).__name__)
        raise DownloadFailed from None      # its words hold the address, and the address the token


def explain(problem: CorpusError | RetrievalError) -> str:
    """Return a sentence for somebody who holds a phone, not a terminal."""
    match problem:
        case UnreadableFile(reason=Unreadable.UNKNOWN_FORMAT):
            return messages.UNKNOWN_FILE.format(name=problem.name)
        case InvalidValue(field="issued") if problem.name and not problem.line:
            return messages.IMPOSSIBLE_DATE_IN_FILE.format(name=problem.name, value=problem.value)
        case InvalidValue(field="issued") if not problem.line:
            return messages.IMPOSSIBLE_DATE.format(value=problem.value)
        case UnclearAudience():
            return messages.UNCLEAR_AUDIENCE.format(words=problem.words)
        case _:
            return messages.error(problem)
