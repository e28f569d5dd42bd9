"""Telegram's HTML: a text becomes plain text with entities, or is refused as Telegram refuses it."""

import re
from dataclasses import dataclass
from html import unescape

from botapi.errors import bad_request

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
}
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[^\s<>/]*)(?P<rest>[^<>]*)>?|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_REST = {"blockquote": re.compile(r"|\s+expandable"), "a": re.compile(r'\s+href="[^"]*"')}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a message with a look; offsets count UTF-16 code units, as everywhere in Telegram."""

    kind: str
    offset: int
    length: int

    def of(self, text: str) -> str:
        """Return the words that the entity covers."""
        raw = text.encode("utf-16-le")
        return raw[2 * self.offset:2 * (self.offset + self.length)].decode("utf-16-le")

    def to_json(self) -> dict[str, object]:
        return {"type": self.kind, "offset": self.offset, "length": self.length}


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def parse(html: str) -> tuple[str, list[Entity]]:
    """Return the plain text and its entities; Refusal (400) for anything that Telegram can't parse."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []     # tag, kind, offset
    entities: list[Entity] = []
    for token in _TOKEN.finditer(html):
        text += html[at:token.start()]
        at = token.end()
        where = len(html[:token.start()].encode())
        if token[0].startswith("&"):
            text += unescape(token[0])
        elif token["end"]:
            entities.append(_closed(token["tag"], opened, units(text), where))
        else:
            opened.append((token["tag"], _opened(token, opened, where), units(text)))
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return text + html[at:], [entity for entity in entities if entity.length]


def _opened(token: re.Match[str], opened: list[tuple[str, str, int]], where: int) -> str:
    tag = token["tag"].lower()
    if tag not in _KINDS or not token[0].endswith(">"):
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {where}')
    if not _REST.get(tag, re.compile("")).fullmatch(token["rest"]):
        raise _unparsable(f'Unexpected attribute of the tag "{tag}" at byte offset {where}')
    if tag == "blockquote" and any(other == "blockquote" for other, _, _ in opened):
        raise _unparsable(f"Blockquotes can't be nested at byte offset {where}")
    return "expandable_blockquote" if tag == "blockquote" and token["rest"] else _KINDS[tag]


def _closed(tag: str, opened: list[tuple[str, str, int]], end: int, where: int) -> Entity:
    if not opened:
        raise _unparsable(f"Unexpected end tag at byte offset {where}")
    expected, kind, start = opened.pop()
    if tag.lower() != expected.lower():
        raise _unparsable(f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{tag}>"')
    return Entity(kind, start, end - start)


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
