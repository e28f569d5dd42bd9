"""The process that reads files, one after another: `python -m corpus.worker MEMORY SECONDS`.

A request on its standard input is a line {"name", "size"} and as many bytes. Its answer on the standard output is
lines of JSON: {"done", "of"} while it goes on, {"part", ...} for each document, and {"end"} or {"error", ...} last.
"""

import base64
import json
import os
import signal
import sys
from dataclasses import fields
from datetime import date
from typing import IO, Any

from corpus.confinement import confine
from corpus.errors import CorpusError, InvalidValue, Unreadable, UnreadableFile
from corpus.extracting import Part, extract_all
from corpus.formats.content import Content
from corpus.formats.progress import listening

_LONGEST_HEAD = 100_000


def main() -> None:
    """Answer requests until there are no more."""
    memory, seconds = map(int, sys.argv[1:])
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())         # what a library prints is no answer
    confine(memory)
    while head := requests.readline(_LONGEST_HEAD):
        request = json.loads(head)
        answer(request["name"], requests.read(request["size"]), seconds, answers)


def answer(name: str, data: bytes, seconds: int, answers: IO[bytes]) -> None:
    """Read one file and write what was found."""

    def write(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message).encode() + b"\n")
        answers.flush()

    def went_on(done: int, total: int) -> None:
        signal.alarm(seconds)
        write({"done": done, "of": total})

    signal.alarm(seconds)          # whoever waits kills this process in time; nobody may be waiting any more
    try:
        with listening(went_on):
            parts = extract_all(name, data)
        for part in parts:
            write(packed(part))
        write({"end": True})
    except CorpusError as error:
        write(_packed_error(error))
    except MemoryError:
        write(_packed_error(UnreadableFile(name, Unreadable.TOO_HEAVY)))
    finally:
        signal.alarm(0)


def packed(part: Part) -> dict[str, Any]:
    """Return a part as JSON can hold it."""
    if isinstance(part.found, CorpusError):
        return {"part": part.name, **_packed_error(part.found)}
    values = {field.name: getattr(part.found, field.name) for field in fields(Content)}
    issued: date | None = values["issued"]
    pictures = [(page, base64.b64encode(image).decode()) for page, image in values["pictures"]]
    return {"part": part.name, "data": base64.b64encode(part.data).decode(),
            "content": {**values, "issued": issued.isoformat() if issued else None, "pictures": pictures}}


def unpacked(message: dict[str, Any]) -> Part:
    """Return the part that a message holds; ValueError, TypeError or KeyError when it holds none."""
    if "error" in message:
        return Part(message["part"], unpacked_error(message))
    values = message["content"]
    issued, pages, pictures = values.pop("issued"), values.pop("pages"), values.pop("pictures")
    content = Content(**values, issued=date.fromisoformat(issued) if issued else None, pages=tuple(pages),
                      pictures=tuple((page, base64.b64decode(image)) for page, image in pictures))
    return Part(message["part"], content, base64.b64decode(message["data"]))


def _packed_error(error: CorpusError) -> dict[str, Any]:
    match error:
        case UnreadableFile():
            return {"error": [error.name, error.reason, error.line]}
        case InvalidValue():
            return {"error": [error.name, "", error.line, error.field, error.value]}
        case _:
            raise error


def unpacked_error(message: dict[str, Any]) -> CorpusError:
    """Return the error that a message holds."""
    name, reason, line, *invalid = message["error"]
    if invalid:
        field, value = invalid
        return InvalidValue(field, value, name, line)
    return UnreadableFile(name, Unreadable(reason), line)


if __name__ == "__main__":
    main()
