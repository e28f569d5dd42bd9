"""Logging is set up once, here: what happened and how long it took, never a token and never what a person asked."""

import logging
import re
import sys
from collections.abc import Iterable
from urllib.parse import quote

from bot.settings import Secret

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QUIET = {
    "httpx": logging.WARNING,                # logs every address, and Telegram's addresses hold the token
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "uvicorn": logging.WARNING,              # says in English what the assistant says in Vietnamese
    "trafilatura": logging.CRITICAL,         # its complaints become a sentence for the admin
    "telegram.request": logging.CRITICAL,    # shows bodies it can't parse, and a body holds what people asked
}


def setup(secrets: Iterable[Secret | None] = ()) -> None:
    """Log to standard error; each secret is masked wherever it appears, tracebacks too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    logging.raiseExceptions = False          # the complaint about a broken log call would print its arguments
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


class MaskingFormatter(logging.Formatter):
    """Writes **** in place of each secret."""

    def __init__(self, secrets: Iterable[Secret | None] = ()) -> None:
        super().__init__(_FORMAT)
        words = {word for secret in secrets if secret is not None for word in _telling(secret.reveal())}
        self._masked = sorted(words, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for word in self._masked:
            line = line.replace(word, "****")
        return line


def _telling(secret: str) -> set[str]:
    """Return the secret as it may be written: itself, encoded, and the part that alone is the secret.

    "123:abcdefgh" -> also "123%3Aabcdefgh" and "abcdefgh"; of an address with a password, the password.
    """
    password = re.search(r"://[^/@]*?:([^/@]+)@", secret)
    parts = {quote(secret, safe=""), secret.partition(":")[2], password[1] if password else ""}
    return {part for part in parts if len(part) >= 6 and not part.startswith("//")} | {secret}
