"""Markdown: the text of a page without its marks; title and date of its front matter."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.formats import publication
from corpus.formats.characters import with_plain_line_ends
from corpus.formats.content import Content
from corpus.formats.plain import decode
from corpus.formats.tables import Cell, row_lines

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:(?!---|\.\.\.)[^\n]*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(title|date)\s*:\s*(.*)", re.IGNORECASE)

_HEADING = re.compile(r"\s{0,3}#{1,6}(?=\s|$)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)\s*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~).*")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"(\s*)[*+](\s+)(?=\S)")
_LINK_TARGET = re.compile(r"\s{0,3}\[[^\[\]]+\]:\s+\S.*")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*")
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")

_INLINE = (
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*\)"), r"\1"),             # links and pictures
    (re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"), r"\1"),
    (re.compile(r"<!--(?:(?!<!--|-->).)*-->|</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(?<!`)`+([^`\n]+)`+"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"(?<![\w*])\*{1,3}(?=[^*\s])([^*\n]*[^*\s])\*{1,3}(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])([^_\n]*[^_\s])_{1,3}(?![\w_])"), r"\1"),
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_HELD = {mark: chr(0xE000 + ord(mark)) for mark in "\\`*_{}[]()#+-.!|<>~"}   # escaped marks, kept from the rules above
_RELEASED = str.maketrans({held: mark for mark, held in _HELD.items()})


def extract(name: str, data: bytes) -> Content:
    """Read a .md file."""
    text = with_plain_line_ends(decode(name, data))
    title, issued = "", None
    if front := _FRONT_MATTER.match(text):
        title, issued = _fields(front["fields"], name)
        text = text[front.end():]
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not title and _HEADING.match(first):
        title = _plain_line(first)
    return Content("\n".join(_lines(text.split("\n"))), title, issued)


def _fields(front: str, name: str) -> tuple[str, date | None]:
    title, issued = "", None
    for field in map(_FIELD.match, front.split("\n")):
        value = field[2].strip().strip("\"'") if field else ""
        if field and field[1].lower() == "title":
            title = value
        elif value:
            issued = publication.parse(value, name)
    return title, issued


def _lines(lines: list[str]) -> Iterator[str]:
    rows: list[list[Cell]] = []
    fenced = False
    for line in lines:
        if _FENCE.fullmatch(line):
            fenced = not fenced
        elif fenced:
            yield line
        elif _TABLE_ROW.fullmatch(line):
            if not _TABLE_RULE.fullmatch(line):
                rows.append([Cell(_plain(cell).strip()) for cell in line.strip()[1:-1].split("|")])
        elif not _RULE.fullmatch(line) and not _LINK_TARGET.fullmatch(line):
            yield from row_lines(rows, header_rows=1) if rows else ()
            rows = []
            yield _plain_line(line)
    yield from row_lines(rows, header_rows=1) if rows else ()


def _plain_line(line: str) -> str:
    line = _QUOTE.sub("", line, count=1)
    if heading := _HEADING.match(line):
        words = line[heading.end():].strip()
        closing = words.rstrip("#")
        return _plain(closing if not closing or closing[-1].isspace() else words)
    return _plain(_BULLET.sub(r"\1-\2", line, count=1) if _BULLET.match(line) else line)


def _plain(text: str) -> str:
    text = _ESCAPE.sub(lambda match: _HELD[match[1]], text)
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return text.translate(_RELEASED).rstrip()
