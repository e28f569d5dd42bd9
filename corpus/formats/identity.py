"""The id of a document: given, or made from the name of its file."""

import hashlib
import re
from collections import Counter
from collections.abc import Container, Sequence
from pathlib import Path, PurePath

from corpus.vietnamese.text import fold

_LONGEST_SLUG = 60
_LONGEST_ID = 200


def is_id(text: str) -> bool:
    """Whether a text can name a document: on a command line, in a list, in JSON."""
    return 0 < len(text) <= _LONGEST_ID and text.isprintable() and text == text.strip()


def slug(text: str) -> str:
    """Turn "Báo cáo số 12" into "bao-cao-so-12"; one that had to be cut ends in a fingerprint of what it lost."""
    whole = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(whole) <= _LONGEST_SLUG:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{whole[:_LONGEST_SLUG - 9].rstrip('-')}-{mark}"


def from_name(name: str, data: bytes) -> str:
    """Return the id of a file added alone; one without a letter in its name is called by its content."""
    return slug(PurePath(name).stem) or hashlib.sha256(data).hexdigest()[:12]


def distinct(paths: Sequence[Path]) -> dict[Path, str]:
    """Give every file of an import an id of its own: of two called bao-cao.docx none may replace the other.

    As little of the path as tells them apart is added: "2024-bao-cao" and "2025-bao-cao", "2025-bao-cao-pdf". A file
    whose name holds no letter gets no id here.
    """
    ids: dict[Path, str] = {}
    left = [path for path in paths if slug(path.stem)]
    for spell in (_alone, _in_its_folder, _with_its_suffix, _with_a_mark):
        slugs = {path: slug(spell(path)) for path in left}
        taken = Counter([*slugs.values(), *ids.values()])
        ids |= {path: found for path, found in slugs.items() if taken[found] == 1}
        left = [path for path in left if path not in ids]
    return ids


def in_archive(source: str, taken: Container[str]) -> str:
    """Return an id for a file in an archive whose own id another document of the import has taken."""
    path = Path(source)
    archive = next((parent for parent in path.parents if parent.suffix.lower() == ".zip"), path.parent)
    named = slug(f"{archive.stem} {path.stem}")
    return named if named not in taken else slug(_with_a_mark(path))


def _alone(path: Path) -> str:
    return path.stem


def _in_its_folder(path: Path) -> str:
    return f"{path.parent.name} {path.stem}"


def _with_its_suffix(path: Path) -> str:
    return f"{path.parent.name} {path.stem} {path.suffix}"


def _with_a_mark(path: Path) -> str:
    return f"{path.stem} {hashlib.sha256(str(path).encode(errors='replace')).hexdigest()[:8]}"
