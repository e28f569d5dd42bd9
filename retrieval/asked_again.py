"""What many ask is worked out once: answers, for as long as nothing was written since."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from retrieval.question import Answer, Question

MOST = 500     # answers; about 3 KB each


class AskedAgain:
    """Remembers answers to the very same question of people who may read the same. Safe to use from many threads.

    Who asked is not known here, and of what was asked a digest alone is kept.
    """

    def __init__(self, state: Callable[[], str], most: int = MOST) -> None:
        """`state` gives a mark that changes with everything that is written."""
        self._state = state
        self._most = most
        self._known: OrderedDict[bytes, tuple[str, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: Question, work_out: Callable[[Question], Answer]) -> Answer:
        """Return the answer that is known, or else what `work_out` returns."""
        state = self._state()                 # before the work: what is written meanwhile makes the answer an old one
        key = _digest(question)
        with self._lock:
            known = self._known.get(key)
            if known and known[0] == state:
                self._known.move_to_end(key)
                return known[1]
        answer = work_out(question)
        with self._lock:
            self._known[key] = state, answer
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return answer


def _digest(question: Question) -> bytes:
    said = (question.text, sorted(question.audiences), question.today, question.history)
    return blake2b(repr(said).encode(errors="surrogatepass"), digest_size=16).digest()
