"""The body of a request becomes a Question, or one sentence that says why not."""

import json
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot import messages
from corpus.document import Audience
from retrieval.question import MAX_QUESTION, Exchange, Question

MAX_BODY = 64 * 1024   # bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the name its asker gave it."""

    question: Question
    id: str | None


async def read_body(request: Request) -> bytes:
    """Return the whole body; HTTPException 413 as soon as it is longer than MAX_BODY."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise HTTPException(413, messages.LARGE_REQUEST)
    return bytes(body)


def read_question(body: bytes, *, audiences: Set[Audience], today: date) -> Asked:
    """Return what `{"question", "id"?, "history"?: [{"q", "a"}]}` asks; HTTPException 400 with a sentence otherwise."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, messages.MALFORMED_REQUEST) from None
    if not isinstance(given, dict):
        raise HTTPException(400, messages.MALFORMED_REQUEST)

    text = _text(given.get("question", "")).strip()
    if not text:
        raise HTTPException(400, messages.EMPTY_QUESTION)
    if len(text) > MAX_QUESTION:
        raise HTTPException(400, messages.LONG_QUESTION.format(given=len(text), limit=MAX_QUESTION))
    name = given.get("id")
    question = Question(text=text, audiences=frozenset(audiences), today=today, history=_history(given.get("history")))
    return Asked(question, None if name is None else _text(name))


def _history(given: Any) -> tuple[Exchange, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(exchange, dict) for exchange in given):
        raise HTTPException(400, messages.MALFORMED_REQUEST)
    return tuple(Exchange(_text(exchange.get("q")), _text(exchange.get("a"))) for exchange in given)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise HTTPException(400, messages.MALFORMED_REQUEST)
    try:
        given.encode()
    except UnicodeEncodeError:   # half a character: JSON lets "\ud800" through, UTF-8 does not
        raise HTTPException(400, messages.MALFORMED_REQUEST) from None
    return given
