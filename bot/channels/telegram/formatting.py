"""Answers and passages in Telegram's HTML, cut so that every message is whole and short enough."""

from collections.abc import Iterable, Iterator
from html import escape

from bot import messages, rendering
from corpus.document import StoredPassage
from retrieval.question import Answer

LIMIT = 4096    # UTF-16 code units of a message; Telegram counts after parsing, we before: never more than it allows

_BREAKS = ("\n", ". ", "; ", ", ", " ")


def answer(given: Answer, question: str = "", *, lead: str = "") -> list[str]:
    """Return the messages of an answer: the fact, the text, the sources.

    `question` is shown above when given, and `lead`, a sentence, before the text.
    """
    blocks: list[str] = []
    if question:
        blocks.append(f"<blockquote>{html(question)}</blockquote>")
    if short := rendering.short(given):
        blocks += [f"<b>{html(piece)}</b>" for piece in split(short, LIMIT - len("<b></b>"))]
    if lead:
        blocks.append(html(lead))
    blocks += [html(piece) for piece in split(rendering.text(given))]
    sources = map(messages.source, given.citations)
    blocks += [html(piece) for piece in split("\n".join(sources))]
    return pack(blocks)


def passage(stored: StoredPassage, start: int, end: int) -> str:
    """Return a passage as an expandable quote under its source, with document.text[start:end] marked in it."""
    where = messages.passage_source(stored, start)
    head = f"<b>{html(shorten(where, LIMIT // 4))}</b>\n"
    text = stored.passage.text
    left = min(max(start - stored.passage.start, 0), len(text))
    right = min(max(end - stored.passage.start, left), len(text))
    frame = "<blockquote expandable><b></b></blockquote>"
    before, quote, after = _window(text, left, right, LIMIT - cost(head) - len(frame))
    marked = f"<b>{html(quote)}</b>" if quote else ""
    return f"{head}<blockquote expandable>{html(before)}{marked}{html(after)}</blockquote>"


def html(text: str) -> str:
    return escape(text, quote=False)


def cost(text: str) -> int:
    """Return how many UTF-16 code units a text takes in a message, escaped."""
    return _units(html(text))


def split(text: str, limit: int = LIMIT) -> Iterator[str]:
    """Cut a text into pieces that fit when escaped: after a line, a sentence or a word where there is one."""
    rest = text.strip()
    while rest:
        most = _fitting(rest, limit)
        if most < len(rest):
            half = most // 2
            found = ((rest.rfind(mark, half, most), len(mark)) for mark in _BREAKS)
            most = next((at + length for at, length in found if at >= 0), most)
        yield rest[:most].strip()
        rest = rest[most:].strip()


def shorten(text: str, limit: int) -> str:
    """Return as much of a text as fits, with … where it is cut."""
    return text if cost(text) <= limit else text[:_fitting(text, limit - 1)].rstrip() + "…"


def pack(blocks: Iterable[str]) -> list[str]:
    """Join blocks of HTML, each short enough by itself, into as few messages as hold them in their order."""
    packed: list[str] = []
    for block in blocks:
        if packed and _units(packed[-1]) + 2 + _units(block) <= LIMIT:
            packed[-1] += "\n\n" + block
        else:
            packed.append(block)
    return packed


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of the text fit, at least one."""
    if cost(text) <= limit:
        return len(text)
    used = 0
    for i, char in enumerate(text):
        used += cost(char)
        if used > limit:
            return max(i, 1)
    return len(text)


def _window(text: str, left: int, right: int, limit: int) -> tuple[str, str, str]:
    """Return what stands before, in and after text[left:right]; of one longer than a message, a part around it."""
    if cost(text) > limit:
        first = max(0, left - 200)
        kept = first + _fitting(text[first:], limit - 2)
        text = ("…" if first else "") + text[first:kept] + ("…" if kept < len(text) else "")
        shift = (1 if first else 0) - first
        left, right = left + shift, min(right + shift, len(text))
    return text[:left], text[left:right], text[right:]
