"""What the Bot API answers instead of a result."""


class Refusal(Exception):
    """A request that is not done, in Telegram's words."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """Return the answer as it goes over the wire."""
        parameters = {"parameters": {"retry_after": self.retry_after}} if self.retry_after is not None else {}
        return {"ok": False, "error_code": self.code, "description": self.description, **parameters}


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")
