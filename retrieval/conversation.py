"""A question that leans on the one before it is completed from the conversation."""

import re
from collections.abc import Sequence

from corpus.vietnamese.text import fold
from retrieval.question import Exchange
from retrieval.sought import Sought, seek

# "còn cá nhân thì sao?", "thế hết bao nhiêu tiền?", "vậy ai ký?": folded.
_LEANS = re.compile(r"^(?:con|the|vay|rua|a the|the con|the thi|vay con|con neu|and|what about|how about)\b")
_POINTS = re.compile(r"\b(?:do|ay|nay|tren|nay|ong ay|ba ay|nguoi do|viec do|hoi nghi do|cai do|ho|no|nua|khac|luc do|khi do)\b")
_ASKS_ANEW = re.compile(r"\b(?:thi sao|thi the nao|sao|the nao)\W*$")
_FILLER = re.compile(r"^(?:còn|con|thế|the|vậy|vay|rứa|rua|à|a)(?:\s+(?:còn|con|thì|thi))?\s+|\s+(?:thì|thi)\s+(?:sao|thế nào|the nao)\W*$|\?+$",
                     re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)[A-ZĐÀ-ỸĂÂÊÔƠƯ]\w+(?:\s+[A-ZĐÀ-ỸĂÂÊÔƠƯ]\w+){1,4}")
_SHORT = 6      # syllables: a shorter question rarely names its own subject


def complete(text: str, sought: Sought, history: Sequence[Exchange]) -> tuple[str, Sought]:
    """Return a question that can be understood by itself, and the kind of fact that it seeks.

    Example: after "BTV khen thưởng mấy tập thể?" the question "còn cá nhân thì sao?" is read as
    "cá nhân BTV khen thưởng mấy tập thể" and seeks a number.
    """
    if not history or not leans(text):
        return text, sought
    before = history[-1]
    added = _FILLER.sub("", _FILLER.sub("", text)).strip()
    if sought is Sought.TOPIC or _ASKS_ANEW.search(fold(text)):
        sought = seek(before.question)
    names = " ".join(dict.fromkeys(_NAME.findall(before.answer)[:1])) if _POINTS.search(fold(text)) else ""
    return " ".join(part for part in (added, before.question.rstrip("?!. "), names) if part), sought


def leans(text: str) -> bool:
    """Say whether a question needs the one before it to be understood."""
    folded = fold(text).strip()
    return bool(_LEANS.search(folded)) or len(folded.split()) <= _SHORT or bool(_POINTS.search(folded))
