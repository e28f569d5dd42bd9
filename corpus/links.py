"""The address that a document came from, as a link that anybody may be sent to."""

import re
from urllib.parse import quote, urlsplit

_LONGEST = 2000      # characters that browsers and Telegram take
_SAFE = "/%?:@!$&()*+,;=~'"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,})")


def link(address: str) -> str:
    """Return a web address in ASCII; "" for everything else, also for bare IP addresses, passwords and local names.

    Example: link("https://phường.vn/tin tức") is "https://xn--phng-rib8295b.vn/tin%20t%E1%BB%A9c".
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or parts.username is not None or not _HOST.fullmatch(host):
        return ""
    path, query = (quote(part, safe=_SAFE) for part in (parts.path or "/", parts.query))
    found = f"{parts.scheme}://{host}{port}{path}" + (f"?{query}" if query else "")
    return found if len(found) <= _LONGEST else ""
