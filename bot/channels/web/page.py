"""The page and its files, read once and filled with the assistant's words."""

import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from bot import messages

MEDIA_TYPES = {"chat.css": "text/css", "chat.js": "text/javascript", "icon.svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page asks for."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page; `version` names the contents of its assets, so that browsers may keep them for good."""

    html: str
    assets: dict[str, Asset]
    version: str

    @classmethod
    def load(cls) -> "Page":
        folder = Path(__file__).parent
        assets = {name: Asset((folder / name).read_bytes(), kind) for name, kind in MEDIA_TYPES.items()}
        version = hashlib.sha256(b"".join(asset.content for asset in assets.values())).hexdigest()[:12]
        words = {name: escape(word) for name, word in messages.PAGE.items()}
        html = Template((folder / "index.html").read_text(encoding="utf-8")).substitute(words, version=version)
        return cls(html, assets, version)
