"""The characters that a text is stored with: NFC of what was published, and nothing that SQLite or JSON cannot hold."""

import re

from corpus.vietnamese.text import nfc

_SURROGATE = re.compile("[\ud800-\udfff]")   # half of a character, from a broken JSON escape or file name


def storable(text: str) -> str:
    """Text in NFC without null characters or half characters."""
    return nfc(_SURROGATE.sub("\ufffd", text.replace("\0", "")))


def with_plain_line_ends(text: str) -> str:
    """Text whose lines end in a line feed alone, without a byte order mark before them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def has_words(text: str) -> bool:
    """Whether there is anything to read: one letter or digit is enough."""
    return any(character.isalnum() for character in text)
