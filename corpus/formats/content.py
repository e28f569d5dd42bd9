"""What a format's module finds in a file: `extract(name, data) -> Content`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, and the title and publication date that the file states apart from its text."""

    text: str
    title: str = ""
    issued: date | None = None
