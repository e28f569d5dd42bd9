"""A file becomes a document: read, looked over, and not yet stored."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from queue import SimpleQueue

from corpus import guard, originals
from corpus.document import Audience, Document, Letterhead, Original, Picture
from corpus.errors import CorpusError, InvalidValue, MissingDate, Unreadable, UnreadableFile
from corpus.extracting import BUNDLE, MAX_BYTES, Part
from corpus.extracting import SUFFIXES as _FILES
from corpus.fetching import Fetcher, is_address
from corpus.formats import identity, jsonl, publication
from corpus.formats.characters import has_words, storable, with_plain_line_ends
from corpus.formats.content import Content
from corpus.formats.headline import headline
from corpus.guard import Concern, Notice
from corpus.letterhead import letterhead
from corpus.parsing import Parser
from corpus.splitting import split

MAX_LINES_BYTES = 1024 * 1024 * 1024     # of a .jsonl file, which holds many documents

_LINES = ".jsonl"
SUFFIXES = frozenset({*_FILES, _LINES})
HOLD_MANY = frozenset({_LINES, BUNDLE})      # files of which each document has an id of its own
_MAX_TITLE = 300
_AHEAD = 8               # files that are read while others are taken in
_WORKERS = 2

Parse = Callable[[str, bytes], list[Part]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a file, before anything of it is stored.

    The document has the audience that is proposed, and no date where none was found. `confidence` is that of letters
    recognised in pictures, 0 to 1.
    """

    document: Document
    letterhead: Letterhead = field(default_factory=Letterhead)
    notices: tuple[Notice, ...] = ()
    confidence: float | None = None

    @property
    def pages(self) -> int:
        """How many pages the file has; 0 where it has none."""
        return len(self.document.pages)

    @property
    def passages(self) -> int:
        """How many passages the document will have."""
        return len(split(self.document.text, self.document.pages))

    def first_lines(self, count: int = 3) -> list[str]:
        """Return the lines that the document begins with."""
        return [line.strip() for line in self.document.text.split("\n") if line.strip()][:count]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a document apart from its file, and goes before what is found in it."""

    audience: Audience | None = None
    issued: date | None = None
    title: str | None = None
    document_id: str | None = None
    source: str | None = None

    def check(self, name: str) -> None:
        """Raise InvalidValue for what cannot be meant."""
        if self.title is not None and not (has_words(self.title) and len(self.title) <= _MAX_TITLE):
            raise InvalidValue("title", self.title, name)
        if self.document_id is not None and not identity.is_id(self.document_id):
            raise InvalidValue("id", self.document_id, name)
        if self.issued is not None:
            publication.checked(self.issued, name)


NOTHING = Given()


def examine(name: str, data: bytes, given: Given = NOTHING, *, parse: Parse | None = None) -> list[Reading | CorpusError]:
    """Read a file, or each file of an archive, and say of each what was found or why it cannot be read. Stores nothing.

    Of a .jsonl file each line is a document with its own id, and what it says of itself goes before what is given.
    Without `parse` a process of its own reads the file, and ends.
    """
    name = storable(name)
    try:
        given.check(name)
        if PurePath(name).suffix.lower() == _LINES:
            return list(_of_lines(name, data, given))
        if parse is None:
            with Parser() as parser:
                parts = parser.parse(name, data)
        else:
            parts = parse(name, data)
    except CorpusError as error:
        return [error]
    ids = identity.distinct([Path(part.name) for part in parts if part.name])
    return [_examined(name, data, part, given, ids.get(Path(part.name))) for part in parts]


def read(
    name: str, data: bytes, *, audience: Audience, issued: date | None = None, title: str | None = None,
    document_id: str | None = None, source: str | None = None, parse: Parse | None = None,
) -> Document:  # fmt: skip
    """Read one file. What is not given is found in the file: its title, when it was published, an id in its name."""
    if PurePath(name).suffix.lower() in HOLD_MANY:
        raise UnreadableFile(storable(name), Unreadable.UNKNOWN_FORMAT)
    [reading] = examine(name, data, Given(audience, issued, title, document_id, source), parse=parse)
    if isinstance(reading, CorpusError):
        raise reading
    if reading.document.issued is None:
        raise MissingDate(storable(name))
    return reading.document


def read_jsonl(name: str, data: bytes, *, audience: Audience, issued: date | None = None) -> Iterator[Document]:
    """Read the documents of a .jsonl file, all of them or none: a bad line is raised before the first is returned."""
    name = storable(name)
    if issued is not None:
        publication.checked(issued, name)
    if len(data) > MAX_LINES_BYTES:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return iter(jsonl.documents(name, data, audience=audience, issued=issued))


def examine_address(address: str, given: Given = NOTHING, *, fetcher: Fetcher | None = None,
                    parse: Parse | None = None) -> list[Reading | CorpusError]:
    """Fetch a web page, or a file on the web, and examine it: its main text, its title, its date."""
    try:
        fetched = (fetcher or Fetcher()).fetch(address)
    except CorpusError as error:
        return [error]
    return examine(fetched.name, fetched.data, replace(given, source=given.source or fetched.address), parse=parse)


def examine_sources(sources: Iterable[str], given: Given, fetcher: Fetcher) -> Iterator[Reading | CorpusError]:
    """Read files, folders and web pages, as somebody names them: first the files, then the pages."""
    named = list(sources)
    if paths := [Path(source) for source in named if not is_address(source)]:
        yield from examine_paths(paths, given)
    for address in filter(is_address, named):
        yield from map(_with_date, examine_address(address, given, fetcher=fetcher))


def read_paths(
    paths: Iterable[Path], *, audience: Audience, issued: date | None = None, title: str | None = None,
) -> Iterator[Document | CorpusError]:  # fmt: skip
    """Read files and folders. What cannot be read is yielded as the error that says so, and the rest goes on."""
    for found in examine_paths(paths, Given(audience, issued, title)):
        yield found if isinstance(found, CorpusError) else found.document


def examine_paths(paths: Iterable[Path], given: Given) -> Iterator[Reading | CorpusError]:
    """Read files and folders, some ahead of those that are yielded. A document without a date is an error here."""
    found = list(_files(paths))
    ids = identity.distinct([file for file in found if isinstance(file, Path) and file.suffix.lower() not in HOLD_MANY])
    taken = set(ids.values())
    for read in _read_ahead(found, given, ids):
        for one in read:
            if isinstance(one, Reading) and f"{BUNDLE}/" in one.document.source.lower():
                if one.document.id in taken:        # of two archives with a bao-cao.docx none may replace the other
                    own = identity.in_archive(one.document.source, taken)
                    one = replace(one, document=replace(one.document, id=own))
                taken.add(one.document.id)
            yield one


def _read_ahead(
    found: Iterable[Path | CorpusError], given: Given, ids: dict[Path, str]
) -> Iterator[list[Reading | CorpusError]]:
    """Yield what is in each file, in order."""
    with _Ahead() as ahead:
        waiting: list[Future[list[Reading | CorpusError]]] = []
        for file in found:
            waiting.append(ahead.submit(file, replace(given, document_id=ids.get(file) if isinstance(file, Path) else None)))
            if len(waiting) >= _AHEAD:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()


class _Ahead:
    """Reads files in a few threads, each with a process to parse for it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_WORKERS)
        self._parsers: SimpleQueue[Parser] = SimpleQueue()
        self._opened = ExitStack()
        for _ in range(_WORKERS):
            self._parsers.put(self._opened.enter_context(Parser()))

    def __enter__(self) -> "_Ahead":
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._opened.close()

    def submit(self, file: Path | CorpusError, given: Given) -> Future[list[Reading | CorpusError]]:
        return self._threads.submit(self._read, file, given)

    def _read(self, file: Path | CorpusError, given: Given) -> list[Reading | CorpusError]:
        if isinstance(file, CorpusError):
            return [file]
        parser = self._parsers.get()
        try:
            return list(_read_file(file, given, parser.parse))
        except CorpusError as error:
            return [error]
        finally:
            self._parsers.put(parser)


def _read_file(file: Path, given: Given, parse: Parse) -> Iterator[Reading | CorpusError]:
    name = str(file)
    if file.suffix.lower() == _LINES:
        for document in read_jsonl(name, _bytes(file, MAX_LINES_BYTES), audience=given.audience or Audience.PUBLIC,
                                   issued=given.issued):
            yield Reading(document, notices=tuple(guard.notices(document.text)))
        return
    for found in examine(name, _bytes(file, MAX_BYTES), given, parse=parse):
        yield _with_date(found)


def _with_date(found: Reading | CorpusError) -> Reading | CorpusError:
    """Return a reading, or the error that it has no date."""
    if isinstance(found, Reading) and found.document.issued is None:
        return MissingDate(found.document.source)
    return found


def _of_lines(name: str, data: bytes, given: Given) -> Iterator[Reading | CorpusError]:
    for document in read_jsonl(name, data, audience=given.audience or Audience.PUBLIC, issued=given.issued):
        head, notices = letterhead(document.text), tuple(guard.notices(document.text))
        named = given.audience is not None or document.audience is not Audience.PUBLIC
        try:
            issued = document.issued or publication.find(document.text, name)
        except CorpusError as error:
            yield error
            continue
        audience = document.audience if named else _proposed(notices, head)
        yield Reading(replace(document, issued=issued, audience=audience), head, notices)


def _examined(name: str, data: bytes, part: Part, given: Given, member_id: str | None) -> Reading | CorpusError:
    """Make a reading of one part of a file."""
    if isinstance(part.found, CorpusError):
        return part.found
    whole = f"{name}/{storable(part.name)}" if part.name else name
    own = part.found.text.encode(errors="replace") if part.name else data
    # Of an archive the file itself: beside it there may be others, which are not for the same people.
    original = originals.original(whole, part.data if part.name else data)
    try:
        return _reading(whole, part.found, given, given.document_id or member_id or identity.from_name(whole, own), original)
    except CorpusError as error:
        return error


def _reading(name: str, content: Content, given: Given, document_id: str, original: Original | None) -> Reading:
    text = storable(with_plain_line_ends(content.text))
    if guard.stamp(f"{text}\n{content.aside}", content.blurred):
        raise UnreadableFile(name, Unreadable.SECRET)
    if not has_words(text):
        raise UnreadableFile(name, Unreadable.EMPTY)
    head = letterhead(text)
    notices = list(guard.notices(text))
    if guard.is_unsure(content.confidence):
        notices.append(Notice(Concern.UNSURE_LETTERS))
    if content.unseen:
        notices.append(Notice(Concern.UNSEEN_PICTURES))
    document = Document(
        id=document_id,
        title=storable(" ".join((given.title or content.title).split())) or headline(text),
        issued=given.issued or content.issued or publication.find(text, name),
        audience=given.audience or _proposed(notices, head),
        text=text,
        source=storable(name if given.source is None else given.source),
        pages=content.pages,
        pictures=tuple(Picture(page, image) for page, image in content.pictures),
        original=None if is_address(given.source or "") else original,      # a page is found where it came from
    )
    return Reading(document, head, tuple(notices), content.confidence)


def _proposed(notices: Iterable[Notice], head: Letterhead) -> Audience:
    """Return who a document seems to be for: one that says it is not for everybody goes to fewer."""
    if {notice.concern for notice in notices} & {Concern.INTERNAL, Concern.DRAFT}:
        return Audience.PARTY if head.of_party else Audience.STAFF
    return Audience.PUBLIC


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
