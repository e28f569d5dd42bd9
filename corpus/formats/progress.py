"""How far a long reading is: whoever waits for it listens, and the module that reads pages tells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]      # pages done, of how many

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(done: int, total: int) -> None:
    """Say that another page, or another file of an archive, is read."""
    if listener := _listener.get():
        listener(done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send what is told inside to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
