"""What the outside decides: tokens, addresses, the data folder. Nothing else in the program reads the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit


class InvalidSetting(Exception):
    """A setting that cannot be meant; `name` is the variable, `value` what it held ("" for a secret)."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}: {value!r}")
        self.name = name
        self.value = value


class Secret:
    """A text that never shows itself: prints as ****. `reveal` is the only way to it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "****"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Who may say answers in smoother words. `local`: what is not public may go there too."""

    url: str
    model: str
    key: Secret | None
    local: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `web` is None when the web chat is switched off."""

    data: Path = Path("data")
    token: Secret | None = None
    api_url: str | None = None
    proxy: Secret | None = None          # may hold a password
    admins: frozenset[int] = field(default_factory=frozenset)
    model: str | None = None             # None: the shipped model
    web: Address | None = Address("127.0.0.1", 8080)
    per_minute: int = 20                 # questions that one person may ask on Telegram
    keep_days: int = 90                  # that a question is kept
    digest: time | None = time(7, 30)    # of the day in Vietnam, when admins get the digest; None: none
    controller: str = ""                 # who answers for personal data, as the privacy notice names it
    domains: tuple[str, ...] = ()        # that pages may be fetched from; none named: every one
    llm: LanguageModel | None = None     # None: answers stay in the words of the documents
    office: str | None = None            # where to ask what the assistant does not answer, with its own number or hours

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables that are set and not blank; InvalidSetting names the one that cannot be meant."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}

        def secret(name: str) -> Secret | None:
            return Secret(given[name]) if name in given else None

        return cls(
            data=Path(given.get("HOIPHUONG_DATA", "data")),
            token=secret("TELEGRAM_BOT_TOKEN"),
            api_url=_url("TELEGRAM_API_URL", given.get("TELEGRAM_API_URL")),
            proxy=secret("TELEGRAM_PROXY"),
            admins=_ids("HOIPHUONG_ADMINS", given.get("HOIPHUONG_ADMINS", "")),
            model=given.get("HOIPHUONG_MODEL"),
            domains=tuple(given.get("HOIPHUONG_DOMAINS", "").replace(",", " ").lower().split()),
            web=_address("HOIPHUONG_WEB", given.get("HOIPHUONG_WEB", "127.0.0.1:8080")),
            per_minute=_count("HOIPHUONG_PER_MINUTE", given.get("HOIPHUONG_PER_MINUTE", "20")),
            keep_days=_count("HOIPHUONG_KEEP_DAYS", given.get("HOIPHUONG_KEEP_DAYS", "90")),
            digest=_time("HOIPHUONG_DIGEST", given.get("HOIPHUONG_DIGEST", "7:30")),
            controller=given.get("HOIPHUONG_CONTROLLER", ""),
            llm=_language_model(given, secret("HOIPHUONG_LLM_KEY")),
            office=given.get("HOIPHUONG_OFFICE"),
        )


def settings_for(data: Path | None = None) -> Settings:
    """Read .env in this folder and the environment, which wins; a data folder that was named wins over both."""
    settings = Settings.from_env({**read_env_file(Path(".env")), **os.environ})
    return replace(settings, data=data) if data else settings


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a .env file; comments, blank lines and a missing file are nothing."""
    if not path.is_file():
        return {}
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8-sig").splitlines()
             if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("\"'") for name, _, value in pairs}


def _url(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:      # "http://[bad", "http://host:port"
        good = False
    if not good:
        raise InvalidSetting(name, value)
    return value.rstrip("/")


def _language_model(given: Mapping[str, str], key: Secret | None) -> LanguageModel | None:
    url = _url("HOIPHUONG_LLM_URL", given.get("HOIPHUONG_LLM_URL"))
    if url is None:
        return None
    if "HOIPHUONG_LLM_MODEL" not in given:
        raise InvalidSetting("HOIPHUONG_LLM_MODEL", "")
    local = _switch("HOIPHUONG_LLM_LOCAL", given.get("HOIPHUONG_LLM_LOCAL", "0"))
    return LanguageModel(url, given["HOIPHUONG_LLM_MODEL"], key, local)


def _switch(name: str, value: str) -> bool:
    switches = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if value.lower() not in switches:
        raise InvalidSetting(name, value)
    return switches[value.lower()]


def _ids(name: str, value: str) -> frozenset[int]:
    parts = value.replace(",", " ").replace(";", " ").split()
    try:
        return frozenset(int(part) for part in parts)
    except ValueError:
        raise InvalidSetting(name, value) from None


def _address(name: str, value: str) -> Address | None:
    if value.lower() in {"off", "0", "no", "none"}:
        return None
    host, _, port = value.rpartition(":")
    if not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise InvalidSetting(name, value)
    return Address(host.strip("[]") or "127.0.0.1", int(port))


def _time(name: str, value: str) -> time | None:
    """Read "7:30", "7h30" or "07h"; "tắt" and "off" mean none."""
    if value.lower() in {"tắt", "tat", "off", "no", "none"}:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:hg.](\d{2})?)?", value.lower(), re.ASCII)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise InvalidSetting(name, value)
    return time(int(match[1]), int(match[2] or 0))


def _count(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 10**6:
        raise InvalidSetting(name, value)
    return int(value)
