"""What goes wrong at the command line becomes one sentence and exit status 1."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import IO, Any, ParamSpec

import click

from bot import messages
from bot.settings import InvalidSetting
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

P = ParamSpec("P")


class Problem(click.ClickException):
    """One clear line on stderr and exit status 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), err=True)


@contextmanager
def clearly() -> Iterator[None]:
    """Turn what goes wrong inside into a Problem; HOIPHUONG_DEBUG lets the unexpected through with its trace."""
    try:
        yield
    except (CorpusError, RetrievalError, InvalidSetting) as problem:
        raise Problem(messages.error(problem)) from problem
    except (OSError, sqlite3.Error) as problem:
        if os.environ.get("HOIPHUONG_DEBUG"):
            raise
        raise Problem(messages.UNEXPECTED.format(kind=type(problem).__name__)) from problem


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command `clearly`."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        with clearly():
            command(*args, **kwargs)

    return wrapped
