"""What a web page says about itself: its title and when it was published."""

import email.utils
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from corpus.errors import InvalidValue
from corpus.formats import publication

_VIETNAM = timezone(timedelta(hours=7))
_PUBLISHED = frozenset((
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "article.published", "parsely-pub-date", "sailthru.date",
))  # fmt: skip
_SITE = re.compile(
    r"\s[-–|:»]{1,2}\s(?=[^-–|»]*(?:cổng|trang|báo|website|thông tin|ubnd|ủy ban|uỷ ban)\b)[^-–|»]*$", re.IGNORECASE)
_SHOWN = "//time | //*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'ngay')]"
_SHOWN_DAY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_MAX_SHOWN = 80


def title(tree: Any) -> str:
    """Return the page's title: og:title, its only top heading, or <title> without the name of the site."""
    for content in tree.xpath("//meta[@property='og:title' or @name='og:title']/@content"):
        if content.strip():
            return _one_line(content)
    headings = [_one_line(" ".join(heading.itertext())) for heading in tree.xpath("//h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    whole = _one_line(" ".join(tree.xpath("//head/title/text()")))
    return _SITE.sub("", whole)


def published(tree: Any) -> date | None:
    """Return the day that the page says it was published on; one that only shows dates must show a single day."""
    for value in _stated(tree):
        if found := _day(value):
            return found
    shown = {day for value in _shown(tree) if (day := _day(value))}
    return shown.pop() if len(shown) == 1 else None


def _stated(tree: Any) -> Iterator[str]:
    for meta in tree.xpath("//meta[@content]"):
        label = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if label.lower() in _PUBLISHED:
            yield meta.get("content")
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _dates_published(json.loads(script))
        except (ValueError, RecursionError):
            continue
    for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        yield element.get("datetime") or element.get("content") or " ".join(element.itertext())


def _dates_published(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        data = list(data.values())
    if isinstance(data, list):
        for part in data:
            yield from _dates_published(part)


def _shown(tree: Any) -> Iterator[str]:
    for element in tree.xpath(_SHOWN):
        if element.get("datetime"):
            yield element.get("datetime")
        elif len(text := " ".join(element.itertext())) <= _MAX_SHOWN and (match := _SHOWN_DAY.search(text)):
            yield match[0]


def _day(value: str) -> date | None:
    """Return the day in Vietnam of a date as web pages write it, or None: machines write nonsense, too."""
    value = value.strip()
    moment = _moment(value)
    try:
        if moment is None:
            return publication.parse((_SHOWN_DAY.search(value) or [value])[0])
        return publication.checked((moment.astimezone(_VIETNAM) if moment.tzinfo else moment).date())
    except (InvalidValue, OverflowError):
        return None


def _moment(value: str) -> datetime | None:
    for read in (datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            return read(value)
        except (ValueError, IndexError, TypeError):
            continue
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
