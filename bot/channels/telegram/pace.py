"""How often one person may ask: so many times in any minute, and one kind word when it was too often."""

from collections import deque
from enum import Enum, auto

_MINUTE = 60.0
_PEOPLE = 10_000        # of whom it is known at a time when they asked


class Pace(Enum):
    """What to do with a question."""

    ANSWER = auto()
    WARN = auto()       # the first that is too much
    IGNORE = auto()


class Pacing:
    """Counts for each person. Times are seconds on any clock that only goes on."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._times: dict[int, deque[float]] = {}
        self._warned: dict[int, float] = {}

    def pace(self, person: int, now: float) -> Pace:
        """Count a question of a person, and say what to do with it."""
        times = self._times.setdefault(person, deque())
        while times and now - times[0] >= _MINUTE:
            times.popleft()
        if len(times) < self._most:
            times.append(now)
            if len(self._times) > _PEOPLE:
                self._forget_the_quiet(now)
            return Pace.ANSWER
        if now - self._warned.get(person, -_MINUTE) < _MINUTE:
            return Pace.IGNORE
        self._warned[person] = now
        return Pace.WARN

    def _forget_the_quiet(self, now: float) -> None:
        self._times = {person: times for person, times in self._times.items() if now - times[-1] < _MINUTE}
        self._warned = {person: at for person, at in self._warned.items() if now - at < _MINUTE}
