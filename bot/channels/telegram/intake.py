"""What admins send is read one after the other, while everybody is answered; each document becomes a card."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.albums import Parcel, bound, parcels
from bot.channels.telegram.captions import Caption, understand
from bot.channels.telegram.confirming import Confirming
from bot.channels.telegram.downloading import LARGEST, DownloadFailed, download, explain
from bot.channels.telegram.failures import report
from bot.channels.telegram.status import Status
from bot.channels.telegram.turns import current
from bot.people import Role
from bot.records.arrivals import Arrival, Kind
from bot.records.drafts import Draft
from corpus.document import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.extracting import ALBUM, BUNDLE
from corpus.fetching import Fetcher
from corpus.formats.identity import slug
from corpus.formats.progress import listening
from corpus.parsing import Parser
from corpus.reading import HOLD_MANY, Given, Parse, Reading, examine, examine_address
from retrieval.errors import RetrievalError

T = TypeVar("T")

_QUIET = 1.0            # seconds after which no more of an album is expected
_AT_ONCE = 2            # files that are read
_OUTAGE = 30.0          # seconds until Telegram is tried again
_MOST = 20              # documents of one archive or .jsonl file that get a card


class TooLarge(Exception):
    """A file that Telegram does not hand over; `name` is what it is called."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(slots=True)
class Intake:
    """Reads what arrives, of each admin in turn; what is not read yet waits on disk."""

    assistant: Assistant
    confirming: Confirming
    fetcher: Fetcher
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)      # by person
    _closed: bool = False
    _parsers: set[Parser] = field(default_factory=set)
    _readers: ThreadPoolExecutor = field(      # of its own, so that no question waits for a thread
        default_factory=lambda: ThreadPoolExecutor(_AT_ONCE, "reading"))

    def take(self, arrival: Arrival, bot: Bot) -> None:
        """Keep an arrival, and have it read."""
        self.assistant.records.arrivals.add(arrival)
        self._go_on(arrival.person, bot)

    def resume(self, bot: Bot) -> None:
        """Go on with what an earlier process has not read."""
        for person in self.assistant.records.arrivals.people():
            self._go_on(person, bot)

    async def finish(self) -> None:
        """Return when all was read."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """End what is being read; it is read after the next start."""
        self._closed = True
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        for parser in [*self._parsers]:
            parser.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._readers.shutdown(wait=False, cancel_futures=True)

    def _go_on(self, person: int, bot: Bot) -> None:
        if person not in self._tasks and not self._closed:
            self._tasks[person] = asyncio.create_task(self._read_all(person, bot))

    async def _read_all(self, person: int, bot: Bot) -> None:
        current.set(None)               # the update that started this is answered when its card comes, not before
        try:
            while album := await self._next(person):
                for parcel in parcels(album):
                    try:
                        await self._read(parcel, bot)
                    except Exception as problem:
                        report(problem)
                        if isinstance(problem, NetworkError) and not isinstance(problem, BadRequest):
                            await asyncio.sleep(_OUTAGE)
                            break               # it is still there, and read again
                    for arrival in parcel.arrivals:
                        self.assistant.records.arrivals.drop(arrival.number)
        finally:
            del self._tasks[person]

    async def _next(self, person: int) -> list[Arrival]:
        """Return what a person sent first, all of an album when it is there; nothing when all was read."""
        arrivals = self.assistant.records.arrivals
        while waiting := arrivals.of(person):
            first = waiting[0]
            if not first.album:
                return [first]
            arrivals.share_words(person, first.album)
            album = [arrival for arrival in arrivals.of(person) if arrival.album == first.album]
            rest = max(arrival.at for arrival in album) + _QUIET - time.time()
            if rest <= 0:
                return album
            await asyncio.sleep(min(rest, _QUIET))
        return []

    async def _read(self, parcel: Parcel, bot: Bot) -> None:
        """Read one file, and show what became of it."""
        person, first = parcel.first.person, parcel.first
        if not self._is_admin(person):
            return
        drafts, name = self.assistant.records.drafts, _name(parcel)
        kept = drafts.read_from(first.number, now=datetime.now(UTC))
        if len(kept) == 1 and PurePath(name).suffix.lower() not in HOLD_MANY:      # its card was there at the end
            await self.confirming.show_again(kept[0], Status(bot, person, kept[0].message, reply_to=first.message))
            return
        drafts.drop_read_from(first.number)
        status = Status(bot, person, first.status, reply_to=first.message)
        await status.say(messages.READING.format(name=name))
        self.assistant.records.arrivals.set_status(first.number, status.message)
        try:
            found = await self._examined(parcel, name, understand(first.words), bot, status)
        except DownloadFailed:
            await status.say(messages.DOWNLOAD_FAILED.format(name=name))
        except TooLarge as problem:
            await status.say(messages.FILE_TOO_LARGE.format(name=problem.name))
        except Exception as problem:
            report(problem)
            await status.say(messages.FAILED)
        else:
            if len(found) > _MOST:
                await status.say(messages.TOO_MANY_IN_ARCHIVE.format(name=name, count=len(found), most=_MOST))
                return
            for at, one in enumerate(found):
                await self._show(one, parcel, status if at == 0 else Status(bot, person, reply_to=first.message))

    async def _examined(self, parcel: Parcel, name: str, caption: Caption, bot: Bot,
                        status: Status) -> list[Reading | CorpusError]:
        far = [messages.READING.format(name=name)]

        def told(done: int, total: int) -> None:
            if total > 1:
                far[0] = messages.READING_PAGES.format(name=name, done=done, total=total)

        def by_address(parse: Parse) -> list[Reading | CorpusError]:
            found = examine_address(parcel.first.place, given, fetcher=self.fetcher, parse=parse)
            if len(found) > 1:              # an archive: its files have names
                return found
            return [_changed(one, id=self._id_of_page(one.document)) if isinstance(one, Reading) else one for one in found]

        def by_file(parse: Parse) -> list[Reading | CorpusError]:
            found = examine(file, data, given, parse=parse)
            return [_renamed(one, file, name) if isinstance(one, CorpusError)
                    else _changed(one, source=messages.SENT_BY_ADMIN.format(name=one.document.source)) for one in found]

        given, examined = Given(caption.audience, caption.issued), by_address
        if parcel.first.kind is not Kind.ADDRESS:
            pages = [(_file_name(arrival), await _fetched(arrival, bot)) for arrival in parcel.arrivals]
            file, data = pages[0] if len(pages) == 1 else bound(_file_name(parcel.first), pages)
            examined = by_file
        work = asyncio.get_running_loop().run_in_executor(self._readers, self._parsing, examined, told)
        return await status.watch(work, lambda: far[0])

    def _parsing(self, read: Callable[[Parse], T], told: Callable[[int, int], None]) -> T:
        """Read something with a process that `close` can end."""
        parser = Parser()
        self._parsers.add(parser)
        try:
            with parser, listening(told):
                return read(parser.parse)
        finally:
            self._parsers.discard(parser)

    def _id_of_page(self, document: Document) -> str:
        """Return the id of what came from this address before, or else one made of the title: addresses say little."""
        return next(iter(self.assistant.library.from_source(document.source)), _by_title(document))

    async def _show(self, found: Reading | CorpusError, parcel: Parcel, status: Status) -> None:
        person, first = parcel.first.person, parcel.first
        if not self._is_admin(person):          # not any more
            return
        if isinstance(found, CorpusError):
            await status.say(explain(found))
            return
        caption = understand(first.words)
        if first.kind is Kind.PHOTO or len(parcel.arrivals) > 1:
            found = _named_by_title(found)
        draft = Draft(person, found, proposed=caption.audience is None, doubts=tuple(map(explain, caption.doubts)),
                      photo=parcel.are_photos, message=status.message, arrival=first.number)
        try:
            await self.confirming.present(draft, status, given=caption.audience is not None or caption.issued is not None)
        except (CorpusError, RetrievalError) as problem:
            await status.say(explain(problem))

    def _is_admin(self, person: int) -> bool:
        return Role.ADMIN in self.assistant.records.members.roles(person)


async def _fetched(arrival: Arrival, bot: Bot) -> bytes:
    if arrival.size > LARGEST:
        raise TooLarge(arrival.name)
    return await download(bot, arrival.place)


def _name(parcel: Parcel) -> str:
    """Return what an admin calls it."""
    if len(parcel.arrivals) > 1:
        return messages.PHOTOS.format(pages=len(parcel.arrivals))
    first = parcel.first
    return first.place if first.kind is Kind.ADDRESS else first.name


def _file_name(arrival: Arrival) -> str:
    return f"{arrival.name}.jpg" if arrival.kind is Kind.PHOTO else arrival.name       # Telegram makes every photo a JPEG


def _by_title(document: Document) -> str:
    """Return the id of a document whose file has no name that means anything."""
    return slug(document.title) or document.id


def _named_by_title(reading: Reading) -> Reading:
    """Return photos of pages, and their file, under a name that means something."""
    key, original = _by_title(reading.document), reading.document.original
    if original is not None:
        suffix = PurePath(original.name).suffix
        original = replace(original, name=key + (BUNDLE if suffix == ALBUM else suffix))     # which phones open
    return _changed(reading, id=key, original=original)


def _renamed(problem: CorpusError, file: str, name: str) -> CorpusError:
    """Return an error of photos, whose file has a name that nobody gave it, under what the admin calls them."""
    if isinstance(problem, UnreadableFile) and problem.name == file:
        return UnreadableFile(name, problem.reason, problem.line)
    return problem


def _changed(reading: Reading, **values: Any) -> Reading:
    return replace(reading, document=replace(reading.document, **values))
