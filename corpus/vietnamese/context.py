"""Context: what a short form means because of the words around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PROPER = re.compile(r"\.?\s*(?:[A-ZĐ]|[ÀÁẢÃẠĂÂÊÔƠƯ]|\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A meaning for where the folded text before ends, and the text after begins, as the patterns say.

    `proper` asks for a capital or a figure next. An empty meaning says that there is nothing to read.
    """

    meaning: str
    before: str = ""
    after: str = ""
    proper: bool = False

    def applies(self, before: str, after: str, written_after: str) -> bool:
        if self.before and not re.search(rf"(?:{self.before})$", before):
            return False
        if self.after and not re.match(self.after, after):
            return False
        return not self.proper or bool(_PROPER.match(written_after))


def first_meaning(rules: Iterable[Rule], before: str, after: str, written_after: str) -> str | None:
    """The meaning by the first rule that applies; None when none does. `before` and `after` are folded."""
    return next((rule.meaning for rule in rules if rule.applies(before, after, written_after)), None)
