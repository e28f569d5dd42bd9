"""A file becomes a document."""

import importlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePath

from corpus.document import Audience, Document
from corpus.errors import CorpusError, InvalidValue, MissingDate, Unreadable, UnreadableFile
from corpus.formats import identity, jsonl, publication
from corpus.formats.characters import has_words, storable, with_plain_line_ends
from corpus.formats.content import Content
from corpus.formats.headline import headline
from corpus.formats.signature import kind_of

MAX_BYTES = 50 * 1024 * 1024
MAX_LINES_BYTES = 1024 * 1024 * 1024     # of a .jsonl file, which holds many documents

# suffix -> the module that reads it, imported when the first such file comes; what its first bytes may say
_FORMATS = {
    ".txt": ("corpus.formats.plain", ("",)),
    ".md": ("corpus.formats.markdown", ("",)),
    ".html": ("corpus.formats.html", ("", "html")),
    ".htm": ("corpus.formats.html", ("", "html")),
    ".docx": ("corpus.formats.docx", ("zip",)),
    ".pdf": ("corpus.formats.pdf", ("pdf", "")),     # a PDF may begin with something else
}
_LINES = ".jsonl"
SUFFIXES = frozenset({*_FORMATS, _LINES})
_MAX_TITLE = 300


def read(
    name: str, data: bytes, *, audience: Audience, issued: date | None = None, title: str | None = None,
    document_id: str | None = None, source: str | None = None,
) -> Document:  # fmt: skip
    """Read one file. What is not given is found in the file: its title, when it was published, an id in its name."""
    name = storable(name)
    if title is not None and not _is_title(title):
        raise InvalidValue("title", title, name)
    if document_id is not None and not identity.is_id(document_id):
        raise InvalidValue("id", document_id, name)
    if issued is not None:
        publication.checked(issued, name)
    content = _extract(name, data)
    text = storable(with_plain_line_ends(content.text))
    if not has_words(text):
        raise UnreadableFile(name, Unreadable.EMPTY)
    issued = issued or content.issued or publication.find(text, name)
    if issued is None:
        raise MissingDate(name)
    return Document(
        id=document_id or identity.from_name(name, data),
        title=storable(" ".join((title or content.title).split())) or headline(text),
        issued=issued,
        audience=audience,
        text=text,
        source=storable(name if source is None else source),
    )


def read_jsonl(name: str, data: bytes, *, audience: Audience, issued: date | None = None) -> Iterator[Document]:
    """Read the documents of a .jsonl file, all of them or none: a bad line is raised before the first is returned."""
    name = storable(name)
    if issued is not None:
        publication.checked(issued, name)
    if len(data) > MAX_LINES_BYTES:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return iter(jsonl.documents(name, data, audience=audience, issued=issued))


def read_paths(
    paths: Iterable[Path], *, audience: Audience, issued: date | None = None, title: str | None = None,
) -> Iterator[Document | CorpusError]:  # fmt: skip
    """Read files and folders. What cannot be read is yielded as the error that says so, and the rest goes on."""
    found = list(_files(paths))
    ids = identity.distinct([file for file in found if isinstance(file, Path) and file.suffix.lower() != _LINES])
    for file in found:
        try:
            if isinstance(file, CorpusError):
                yield file
            elif file.suffix.lower() == _LINES:
                yield from read_jsonl(str(file), _bytes(file, MAX_LINES_BYTES), audience=audience, issued=issued)
            else:
                data = _bytes(file, MAX_BYTES)
                yield read(str(file), data, audience=audience, issued=issued, title=title, document_id=ids.get(file))
        except CorpusError as error:
            yield error


def _is_title(text: str) -> bool:
    return has_words(text) and len(text) <= _MAX_TITLE


def _extract(name: str, data: bytes) -> Content:
    """Hand the file to the module of its format, once its size and its first bytes allow it."""
    module, beginnings = _FORMATS.get(PurePath(name).suffix.lower(), ("", ()))
    if not module:
        raise UnreadableFile(name, Unreadable.UNKNOWN_FORMAT)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    if not data or data.isspace():
        raise UnreadableFile(name, Unreadable.EMPTY)
    kind = kind_of(data)
    if kind == "encrypted":
        raise UnreadableFile(name, Unreadable.ENCRYPTED)
    if kind not in beginnings:
        raise UnreadableFile(name, Unreadable.BROKEN)
    extract: Callable[[str, bytes], Content] = importlib.import_module(module).extract
    try:
        return extract(name, data)
    except CorpusError:
        raise
    except Exception as error:       # a broken file breaks each library in ways of its own, RecursionError included
        raise UnreadableFile(name, Unreadable.BROKEN) from error


def _files(paths: Iterable[Path]) -> Iterator[Path | CorpusError]:
    """Yield every file once, those of a folder sorted by name."""
    seen: set[Path] = set()
    for path in paths:
        for file in _expand(path):
            place = file.absolute() if isinstance(file, Path) else None
            if place not in seen:
                yield file
            if place is not None:
                seen.add(place)


def _expand(path: Path) -> Iterator[Path | CorpusError]:
    try:
        mode = path.stat().st_mode
    except PermissionError:
        yield _unreadable(path, Unreadable.FORBIDDEN)
    except (OSError, ValueError):            # no such file, a link to none, a name that no file can have
        yield _unreadable(path, Unreadable.MISSING)
    else:
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield path if stat.S_ISREG(mode) else _unreadable(path, Unreadable.UNKNOWN_FORMAT)


def _folder(path: Path) -> Iterator[Path | CorpusError]:
    """Yield the files of a folder that can be read, or why there are none."""
    closed: list[OSError] = []
    reason: Unreadable | None = Unreadable.EMPTY
    for folder, subfolders, names in os.walk(path, onerror=closed.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith((".", "~$"))):    # ~$: Word has it open
            if PurePath(name).suffix.lower() in SUFFIXES:
                reason = None
                yield from _expand(Path(folder, name))
            elif reason is Unreadable.EMPTY:
                reason = Unreadable.UNKNOWN_FORMAT
    for error in closed:
        yield _unreadable(Path(error.filename), Unreadable.FORBIDDEN)
    if reason and not closed:
        yield _unreadable(path, reason)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except PermissionError as error:
        raise _unreadable(path, Unreadable.FORBIDDEN) from error
    except FileNotFoundError as error:
        raise _unreadable(path, Unreadable.MISSING) from error
    except OSError as error:
        raise _unreadable(path, Unreadable.BROKEN) from error
    if len(data) > limit:
        raise _unreadable(path, Unreadable.TOO_LARGE)
    return data


def _unreadable(path: Path, reason: Unreadable) -> UnreadableFile:
    return UnreadableFile(storable(str(path)), reason)
