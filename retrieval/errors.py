"""What can go wrong with models and indexes. Errors carry data; the sentences for people are in `bot/messages.py`.

RetrievalError
├── ModelMismatch       the data folder holds vectors of another model
├── ModelUnavailable    a model that cannot be opened here
└── IndexLost           an index could not go on with its files, and is empty now
"""


class RetrievalError(Exception):
    """Anything wrong with search that a person can do something about."""


class ModelMismatch(RetrievalError):
    """The data folder holds vectors of model `stored`, and `wanted` was asked for."""

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(f"index made with {stored}, asked for {wanted}")
        self.stored = stored
        self.wanted = wanted


class ModelUnavailable(RetrievalError):
    """A model that cannot be opened; `extra_missing` when sentence-transformers is not installed."""

    def __init__(self, name: str, *, extra_missing: bool) -> None:
        super().__init__(f"{name}: cannot be opened")
        self.name = name
        self.extra_missing = extra_missing


class IndexLost(RetrievalError):
    """An index could not go on with its files. It is empty now, and has to be given everything again."""

    def __init__(self) -> None:
        super().__init__("the index was lost")
