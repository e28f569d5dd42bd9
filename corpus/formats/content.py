"""What a format's module finds in a file: `extract(name, data) -> Content`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, and what the file states apart from its text.

    `pages` says where in the text each page begins. `confidence` is how sure a recognition of letters is, 0 to 1; None
    where no letter had to be recognised. `aside` is what can be seen beside the text (headers, words in pictures), and
    `blurred` what red ink in pictures was read as: the guard looks at both, nobody stores them. `unseen` says that there
    are pictures that no program could look at. `pictures` are pages whose letters were recognised: the number of each,
    from 1, and a JPEG.
    """

    text: str
    title: str = ""
    issued: date | None = None
    pages: tuple[int, ...] = ()
    confidence: float | None = None
    aside: str = ""
    blurred: str = ""
    unseen: bool = False
    pictures: tuple[tuple[int, bytes], ...] = ()
