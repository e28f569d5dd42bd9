"""What the web chat answers to: the page, a question, a passage, the file of its document, examples."""

from datetime import date
from itertools import islice
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import messages, rendering
from bot.assembly import Assistant
from bot.channels.web.asking import read_body, read_question
from bot.channels.web.attachment import attachment
from bot.channels.web.guard import Guard
from bot.channels.web.page import Page
from bot.people import READS, Role
from corpus.document import StoredPassage
from retrieval.question import Answer, Outcome, Question, today

AUDIENCES = READS[Role.RESIDENT]   # always, whatever a request says
MAX_EXAMPLES = 4
MAX_ID_DIGITS = 18                 # more would not fit the store's 64-bit ids


def application(assistant: Assistant) -> Starlette:
    """Return the web chat as an ASGI application."""
    web = _Endpoints(assistant)
    app = Starlette(
        routes=[
            Route("/", web.page),
            Route("/static/{name}", web.static),
            Route("/api/ask", web.ask, methods=["POST"]),
            Route("/api/passage/{id}", web.passage),
            Route("/api/picture/{id}", web.picture),
            Route("/api/original", web.original),
            Route("/api/examples", web.examples),
            Route("/health", web.health),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={404: _unknown_path, 405: _wrong_method, HTTPException: _refused},
    )
    app.router.redirect_slashes = False   # the redirect would repeat the Host header, which anyone can forge
    return app


class _Endpoints:
    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._page = Page.load()

    async def page(self, request: Request) -> Response:
        return Response(self._page.html, media_type="text/html", headers={"Cache-Control": "no-cache"})

    async def static(self, request: Request) -> Response:
        asset = self._page.assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        current = request.query_params.get("v") == self._page.version
        lasting = "public, max-age=31536000, immutable" if current else "no-cache"
        return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": lasting})

    async def ask(self, request: Request) -> Response:
        asked = read_question(await read_body(request), audiences=AUDIENCES, today=date.today())
        if (reason := self._assistant.records.closing.reason()) is not None:
            raise HTTPException(503, messages.CLOSED.format(reason=reason))
        answer = await run_in_threadpool(self._answer, asked.question)
        return JSONResponse(rendering.to_json(answer, asked.id))

    def _answer(self, question: Question) -> Answer:
        answer = self._assistant.service.answer(question)
        self._assistant.records.given.note(answer.citations, today=today())
        return answer

    def passage(self, request: Request) -> Response:
        """Return a passage; one over several pages with the page of the place `at`."""
        found, at = self._found(request)
        return JSONResponse(self._passage(found, at))

    def picture(self, request: Request) -> Response:
        """Return what the scanned page of a passage looks like, as a JPEG."""
        found, at = self._found(request)
        picture = self._assistant.library.picture_of(found.id, at, audiences=AUDIENCES)
        if picture is None:
            raise HTTPException(404, messages.PASSAGE_GONE)
        return Response(picture, media_type="image/jpeg")

    def _found(self, request: Request) -> tuple[StoredPassage, int]:
        """Return the passage that a request names, and the place in its document; HTTPException where none may be shown."""
        found = self._assistant.library.passage(_whole_number(request.path_params["id"]), audiences=AUDIENCES)
        if found is None:
            raise HTTPException(404, messages.PASSAGE_GONE)
        if closed := self._assistant.closed.among([found]):
            raise HTTPException(403, messages.topic_closed(closed[found.id]))
        return found, _whole_number(request.query_params.get("at", ""))

    def _passage(self, found: StoredPassage, at: int) -> dict[str, Any]:
        previous = self._assistant.library.neighbour(found.id, -1, audiences=AUDIENCES)
        following = self._assistant.library.neighbour(found.id, 1, audiences=AUDIENCES)
        scanned = self._assistant.library.picture_of(found.id, at, audiences=AUDIENCES) is not None
        return {
            "id": found.id,
            "document": found.document,
            "title": found.title + messages.superseded(found.superseded_by),
            "issued": found.issued.isoformat() if found.issued else None,
            "place": messages.place(found.passage.paragraph, found.passage.page_at(at), replaced=found.replaced),
            "text": found.passage.text,
            "start": found.passage.start,
            "previous": previous.id if previous else None,
            "next": following.id if following else None,
            **({"picture": f"api/picture/{found.id}?at={at}"} if scanned else {}),
            "original": self._link(found),
        }

    def _link(self, found: StoredPassage) -> str | None:
        """Return where a document is found as it was published: its file, as the page asks for it, or its address."""
        origin = self._assistant.library.origin(found.id, audiences=AUDIENCES)
        if origin is not None and origin.file:
            return f"api/original?passage={found.id}"
        return origin.address if origin is not None and origin.address else None

    def original(self, request: Request) -> Response:
        """Return the file of the document that a passage belongs to."""
        passage = _whole_number(request.query_params.get("passage", ""))
        file = self._assistant.library.original_of(passage, audiences=AUDIENCES)
        found = self._assistant.library.passage(passage, audiences=AUDIENCES)
        if file is None or found is None:
            return JSONResponse({"error": messages.FILE_GONE}, status_code=404)
        if closed := self._assistant.closed.among([found]):
            return JSONResponse({"error": messages.topic_closed(closed[found.id])}, status_code=403)
        return attachment(file)

    def examples(self, request: Request) -> Response:
        """Return common questions that the documents of this ward answer."""
        answered = islice(filter(self._is_answered, messages.COMMON_QUESTIONS), MAX_EXAMPLES)
        return JSONResponse({"examples": list(answered)}, headers={"Cache-Control": "max-age=300"})

    def _is_answered(self, text: str) -> bool:
        question = Question(text=text, audiences=AUDIENCES, today=date.today())
        return self._assistant.service.answer(question).outcome is Outcome.ANSWERED

    async def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})


def _whole_number(given: str) -> int:
    """Return a number that somebody sent; 0, which no passage has, for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MAX_ID_DIGITS else 0


async def _unknown_path(request: Request, error: Exception) -> Response:
    gone = isinstance(error, HTTPException) and error.detail == messages.PASSAGE_GONE
    return JSONResponse({"error": messages.PASSAGE_GONE if gone else messages.UNKNOWN_PATH}, status_code=404)


async def _wrong_method(request: Request, error: Exception) -> Response:
    headers = error.headers if isinstance(error, HTTPException) else None   # Allow
    return JSONResponse({"error": messages.WRONG_METHOD}, status_code=405, headers=headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, status_code=error.status_code)
