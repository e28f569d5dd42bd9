"""A web page: its main text, without menus and footers; its title and the date that it states."""

import copy
import re
from itertools import takewhile
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.characters import has_words
from corpus.formats.content import Content
from corpus.formats.html_facts import published, title
from corpus.formats.plain import decode
from corpus.formats.tables import Cell, is_layout, row_lines
from corpus.vietnamese.legacy import repair

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_RENAMED = {b"iso-8859-1": "cp1252", b"latin1": "cp1252", b"us-ascii": "cp1252", b"utf-16": "utf-8"}
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")      # what XML cannot hold
_LITTLE = 25          # words: main text shorter than this may be the wrong piece of the page
_SHORT = 60           # characters of a line that may be a stamp, wherever it stands on the page
_FEW_LINKS = 20       # less than one word in so many is a link: a document saved as a page, without menus
_MAX_LAYOUT_CELL = 400
_MAX_PLACES = 200_000 # of a table: more is no table that anyone wrote
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"

_UNSEEN = (
    "//script | //style | //noscript | //template | //head | //select | //comment() | //processing-instruction()"
)
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)  # fmt: skip
_BREAK = "\ue000"     # a private character that ends a line of the visible text


def extract(name: str, data: bytes) -> Content:
    """Read a .html file."""
    tree = _parse(name, _characters(name, data))
    stated, issued = title(tree), published(tree)
    _spell_out(tree)
    visible = _visible_text(copy.deepcopy(tree))
    text = repair(_main_text(tree, visible))[0]
    if not has_words(text):
        raise UnreadableFile(name, Unreadable.NO_TEXT)
    aside = "\n".join(line for line in visible.split("\n") if len(line) <= _SHORT)
    return Content(text, stated, issued, aside=aside)


def _characters(name: str, data: bytes) -> str:
    """Decode a page as its byte order mark or its `<meta charset>` says, if that works."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = declared[1].lower()
        try:
            return data.decode(_RENAMED.get(charset) or charset.decode())
        except (LookupError, ValueError):     # no such charset, or not what it says
            pass
    return decode(name, data)


def _parse(name: str, text: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(_CONTROL.sub("", text).encode(errors="replace"), parser=parser)
    except lxml.etree.ParserError as error:                         # nothing but a comment or a declaration
        raise UnreadableFile(name, Unreadable.NO_TEXT) from error
    if any(entry.level == lxml.etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableFile(name, Unreadable.BROKEN)               # the rest of the page would be missing
    return tree


def _spell_out(tree: Any) -> None:
    """Turn what the extraction would drop or flatten into paragraphs: captions of pictures, rows of tables."""
    for caption in tree.xpath("//figcaption"):
        caption.tag = "p"
    for figure in tree.xpath("//figure"):
        figure.tag = "div"
    for table in tree.xpath("//table[not(.//table)]"):
        rows = _grid(table)
        if is_layout(rows) or any(len(cell.text) > _MAX_LAYOUT_CELL for row in rows for cell in row):
            for part in table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
                part.tag = "div"
            continue
        lines = row_lines(rows, header_rows=_header_rows(table))
        tail = table.tail
        table.clear()
        table.tag, table.tail = "div", tail
        for line in lines:
            paragraph = table.makeelement("p")
            paragraph.text = line
            table.append(paragraph)


def _grid(table: Any) -> list[list[Cell]]:
    """Return the cells of a table where they stand, those that span several places at each of them."""
    elements = table.xpath(_ROWS)
    grid: list[dict[int, Cell]] = [{} for _ in elements]
    places = 0
    for at, element in enumerate(elements):
        column = 0
        for part in element.xpath("./td | ./th"):
            while column in grid[at]:
                column += 1
            cell = Cell(" ".join(" ".join(part.itertext()).split()))
            down, across = (_span(part, "rowspan"), _span(part, "colspan")) if places < _MAX_PLACES else (1, 1)
            for row in grid[at:at + down]:
                row.update(dict.fromkeys(range(column, column + across), cell))
            places += down * across
    empty = Cell("")
    return [[row.get(column, empty) for column in range(max(row) + 1)] for row in grid if row]


def _header_rows(table: Any) -> int:
    """Return how many rows at the top are marked as header."""
    rows = table.xpath(_ROWS)
    return sum(1 for _ in takewhile(lambda row: row.getparent().tag == "thead" or not row.xpath("./td"), rows))


def _span(part: Any, attribute: str) -> int:
    value = part.get(attribute, "1")
    return min(int(value), 100) if value.isascii() and value.isdigit() and int(value) > 0 else 1


def _main_text(tree: Any, visible: str) -> str:
    """Return the text without what surrounds it; of a page with nothing around it, all that can be seen.

    The extraction may drop a paragraph that is like another, which a plan or a table of a ward has often enough.
    """
    if not _has_surroundings(tree, visible):
        return visible
    found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
    main: str = getattr(found, "text", None) or ""
    if len(main.split()) < _LITTLE:
        return visible
    return "\n".join(line.strip() for line in main.split("\n"))


def _has_surroundings(tree: Any, visible: str) -> bool:
    if next(tree.iter("nav", "header", "footer", "aside", "form", "iframe"), None) is not None:
        return True
    linked = sum(len(" ".join(link.itertext()).split()) for link in tree.iter("a"))
    return linked * _FEW_LINKS > len(visible.split())


def _visible_text(tree: Any) -> str:
    for element in tree.xpath(_UNSEEN):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(tree.itertext()).split(_BREAK))
    return "\n".join(line for line in lines if line)
