"""A language model that speaks the OpenAI way, at an address of the ward's choice."""

import time

import httpx

_LARGEST = 64 * 1024       # bytes of a reply
_TOKENS = 400              # of a reply; an answer has at most 400 characters


class ChatEndpoint:
    """POST {url}/chat/completions. `local` keeps away from proxies: what goes there is not for everybody."""

    def __init__(self, url: str, model: str, key: str | None = None, *, local: bool) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._direct = local

    def complete(self, system: str, user: str, seconds: float) -> str:
        """Return what the model says; httpx.HTTPError, ValueError, TypeError or LookupError when that is nothing usable."""
        body = {"model": self._model, "temperature": 0, "max_tokens": _TOKENS, "stream": False,
                "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}]}
        until = time.monotonic() + seconds
        received = bytearray()
        with httpx.Client(timeout=seconds, trust_env=not self._direct) as client, \
                client.stream("POST", self._url, json=body, headers=self._headers) as response:
            if response.status_code != httpx.codes.OK:
                raise ValueError(response.status_code)
            for part in response.iter_bytes():
                received += part
                if len(received) > _LARGEST or time.monotonic() > until:
                    raise ValueError("too much or too slow")
        content = httpx.Response(200, content=bytes(received)).json()["choices"][0]["message"]["content"]
        if not isinstance(content, str):
            raise ValueError("no text")
        return content
