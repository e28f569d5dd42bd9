"""Personal numbers in a question become dots before it is kept: identity cards, telephones, bank accounts, e-mail."""

import re

MASK = "•••"
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")      # 1.200.000.000 đồng
_NUMBER = re.compile(r"(?<![\w./])\+?\(?\d(?:[\s.()-]{0,2}\d){7,}(?![\w/])")
_YEARS = re.compile(r"(?:19|20)\d\d\s?-\s?(?:19|20)\d\d")                           # 2025-2030
_ACCOUNT = re.compile(r"(?i)\b(stk|số tài khoản|so tai khoan|tài khoản|cccd|cmnd|cmt|căn cước|can cuoc)"
                      r"((?:\s|số|so|là|la|:|công dân|cong dan)*)([\d][\d\s.-]{4,}\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def mask(text: str) -> str:
    """Return the text without personal numbers; sums, years, dates and document numbers stay."""
    text = text.encode("utf-8", "replace").decode()         # half a character can't be stored
    text = _ACCOUNT.sub(lambda match: f"{match[1]}{match[2]}{MASK}", _MAIL.sub(MASK, text))
    return _NUMBER.sub(lambda match: match[0] if _harmless(match[0]) else MASK, text)


def _harmless(number: str) -> bool:
    return bool(_AMOUNT.fullmatch(number) or _YEARS.fullmatch(number))
