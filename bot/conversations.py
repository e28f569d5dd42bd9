"""What each person asked a moment ago: kept in memory alone, and forgotten soon."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from retrieval.question import Exchange

FORGOTTEN_AFTER = 30 * 60.0      # seconds without a question
_KEPT = 3                        # exchanges
_MOST = 10_000                   # conversations, about 2 KB each


@dataclass(frozen=True, slots=True)
class _Conversation:
    last: float
    exchanges: tuple[Exchange, ...]


class Conversations:
    """The last exchanges of each conversation; `clock` counts seconds. Not for several threads at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[Hashable, _Conversation] = OrderedDict()

    def before(self, whose: Hashable) -> tuple[Exchange, ...]:
        """Return what was asked before in a conversation, oldest first; nothing when that is too long ago."""
        self._forget_old()
        held = self._held.get(whose)
        return held.exchanges if held else ()

    def remember(self, whose: Hashable, exchange: Exchange) -> None:
        """Keep an exchange as the last one of its conversation."""
        exchanges = (*self.before(whose), exchange)[-_KEPT:]
        self._held[whose] = _Conversation(self._clock(), exchanges)
        self._held.move_to_end(whose)
        if len(self._held) > _MOST:
            self._held.popitem(last=False)

    def forget(self, whose: Hashable) -> None:
        """Forget a conversation; one that is not there is no error."""
        self._held.pop(whose, None)

    def _forget_old(self) -> None:
        oldest = self._clock() - FORGOTTEN_AFTER
        while self._held and next(iter(self._held.values())).last < oldest:
            self._held.popitem(last=False)
