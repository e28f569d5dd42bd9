"""Topics on which the ward answers nothing for now: which questions and which passages are about one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.document import StoredPassage
from corpus.vietnamese.abbreviations import contractions, expansions
from corpus.vietnamese.text import clean, fold, fold_same_length
from retrieval.fitting import Fitting, names
from retrieval.question import ClosedTopic, Question
from retrieval.understanding import understand

_MEANINGS = 3       # of an abbreviation that are considered


class ClosedTopics:
    """Finds out what is about a closed topic. `topics` is asked anew each time: they are closed and opened at once."""

    def __init__(self, topics: Callable[[], Sequence[ClosedTopic]], fitting: Fitting) -> None:
        self._topics = topics
        self._fitting = fitting

    def are_any(self) -> bool:
        """Whether a topic is closed at all: mostly none is, and then nothing need be looked at."""
        return bool(self._topics())

    def of_question(self, question: Question) -> ClosedTopic | None:
        """Return the closed topic that a question is about, as it was typed or as the conversation completes it."""
        topics = self._topics()
        texts = (clean(question.text), understand(question).text) if topics else ()
        ways = [way for text in texts for way in _spelled(text)]
        return next((topic for topic in topics if _is_named(topic, ways)
                     or any(self._fitting.means(text, topic.words) for text in texts)), None)

    def among(self, passages: Iterable[StoredPassage]) -> dict[int, ClosedTopic]:
        """Return, by the ids of those of these passages that are about a closed topic, which one that is."""
        found: dict[int, ClosedTopic] = {}
        topics = self._topics()
        for stored in passages if topics else ():
            for topic in topics:            # named in the title: then all of the document is about it
                if _is_named(topic, [stored.title]) or self._fitting.fitting(_names_of(topic), [stored]):
                    found.setdefault(stored.id, topic)
        return found


def as_written(topic: str, texts: Iterable[str]) -> str:
    """Return a topic that was typed without accents as most of these texts write it, or else as it was typed."""
    if not topic.isascii():
        return topic
    form = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, topic.lower().split())) + r"(?!\w)")
    written = Counter(" ".join(text[match.start():match.end()].lower().split())
                      for text in texts for match in form.finditer(fold_same_length(text)))
    return max(written, key=lambda one: (written[one], not one.isascii()), default=topic)


def _is_named(topic: ClosedTopic, texts: Sequence[str]) -> bool:
    return any(names(text, way) for way in _spelled(topic.words) for text in texts)


def _names_of(topic: ClosedTopic) -> list[str]:
    """Return a topic with its other names; not with only a part of it spelled in another way.

    In "sắp xếp TDP" the rare TDP would weigh too much.
    """
    words = set(fold(topic.words).split())
    return [topic.words, *(way for way in _spelled(topic.words) if not words & set(fold(way).split()))]


def _spelled(text: str) -> Iterator[str]:
    """Yield a text as it stands, with its abbreviations written out, and with what has a short form abbreviated."""
    yield text
    for n in range(_MEANINGS):
        long = [(start, end, re.sub(r"\(.*?\)", "", meanings[n])) for start, end, meanings
                in expansions(text, in_question=True) if n < len(meanings)]
        if long:
            yield _with(text, long)
    if short := contractions(text):
        yield _with(text, short)


def _with(text: str, parts: Sequence[tuple[int, int, str]]) -> str:
    for start, end, instead in sorted(parts, reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    return text
