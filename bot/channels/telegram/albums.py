"""What belongs together: the pictures of an album are the pages of one document, every other file is one of its own."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from bot.records.arrivals import Arrival, Kind
from corpus.extracting import ALBUM, PICTURES


@dataclass(frozen=True, slots=True)
class Parcel:
    """One or more arrivals that are read as one file."""

    arrivals: tuple[Arrival, ...]

    @property
    def first(self) -> Arrival:
        return self.arrivals[0]

    @property
    def are_photos(self) -> bool:
        """Whether Telegram made the pictures smaller."""
        return self.first.kind is Kind.PHOTO


def parcels(arrivals: Sequence[Arrival]) -> list[Parcel]:
    """Sort the arrivals of one album, in the order in which they were sent; of a lone message there is just one."""
    pages = [arrival for arrival in arrivals if is_picture(arrival)]
    if len(pages) < 2 or not pages[0].album:
        return [Parcel((arrival,)) for arrival in arrivals]
    pages.sort(key=lambda arrival: arrival.message)
    return [Parcel(tuple(pages)), *(Parcel((arrival,)) for arrival in arrivals if not is_picture(arrival))]


def is_picture(arrival: Arrival) -> bool:
    return arrival.kind is Kind.PHOTO or (
        arrival.kind is Kind.FILE and PurePath(arrival.name).suffix.lower() in PICTURES)


def bound(name: str, pages: Iterable[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return pictures, each with its name, as one file with a page a picture, and what it is called."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at, (page, data) in enumerate(pages, 1):
            archive.writestr(f"{at:04d}{PurePath(page).suffix.lower()}", data)
    return str(PurePath(name).with_suffix(ALBUM)), file.getvalue()
