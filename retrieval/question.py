"""The nouns of asking: Question, Hit, Citation, Answer, Outcome."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from corpus.document import Audience, StoredPassage, Successor
from corpus.vietnamese.dates import Period

MAX_QUESTION = 2_000   # characters; longer is no question but a paste

VIETNAM = timezone(timedelta(hours=7))


def today() -> date:
    """Return the date in Vietnam, wherever the server stands."""
    return datetime.now(VIETNAM).date()


class Outcome(StrEnum):
    """How a question ended. Not finding is an outcome, not an error."""

    ANSWERED = "answered"
    RELATED = "related"          # the subject is there, the fact asked for is not
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"      # several candidates: ask back
    REFUSED = "refused"          # privacy, out of scope
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the same conversation and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asked, and what that person may read.

    `audiences` has no default: access cannot be forgotten. `history` is oldest first. `today` resolves "tháng trước".
    `despite_closed`: who asks keeps the documents, and is answered on closed topics too.
    """

    text: str
    audiences: frozenset[Audience]
    today: date
    history: tuple[Exchange, ...] = ()
    despite_closed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, best first; `score` orders the hits of one question and means nothing across questions.

    `also` holds the passages of other documents that say the same, word for word or nearly.
    """

    passage: StoredPassage
    score: float
    also: tuple[StoredPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence of an answer can be checked: `quote` is `document.text[start:end]`, letter by letter."""

    n: int
    document: str
    title: str
    issued: date | None
    paragraph: int
    passage: int
    quote: str
    start: int
    end: int
    audience: Audience
    superseded_by: Successor | None = None
    page: int | None = None            # that the quote begins on


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer in the words of a document, and the number of the citation that holds it."""

    text: str
    citation: int
    also: tuple[int, ...] = ()         # citations of other documents that hold the same fact
    day: date | None = None            # of its document, to be said because another one says otherwise


class Remark(StrEnum):
    """What the assistant adds to an answer in words of its own."""

    AS_OF = "as of"                    # true at the time of the document, published on `day`
    LATEST = "latest"                  # the newest that tells of it, published on `day`
    DIFFER = "differ"                  # the documents quoted say different things
    FORMER = "former"                  # `place` is now part of `successor`
    PERIOD = "period"                  # what happened from `day` to `until`, and `more` besides
    COMPUTED = "computed"              # `sum` was worked out from the numbers quoted
    CORRECTED = "corrected"            # the question takes for granted what the sentence quoted contradicts


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, and what it needs to be put into words."""

    remark: Remark
    day: date | None = None
    until: date | None = None
    place: str = ""
    successor: str = ""
    more: int = 0
    sum: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a question may mean: `label` stands for the question's characters `start` to `end`."""

    label: str
    start: int
    end: int

    def completing(self, question: str) -> str:
        """Return the question with what is meant in its place."""
        return f"{question[:self.start]}{self.label}{question[self.end:]}"


class Reason(StrEnum):
    """Why a question was refused, or could not be answered from anything."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    PRIVACY = "privacy"
    OUT_OF_SCOPE = "out of scope"
    CLOSED_TOPIC = "closed topic"     # the ward has stopped answering on it for now
    NO_DOCUMENTS = "no documents"     # with NOT_FOUND: there is nothing that the asker may read


@dataclass(frozen=True, slots=True)
class ClosedTopic:
    """A topic on which the ward answers nothing for now, and why, when it says so; `number` is that of its record."""

    words: str
    reason: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say about a question.

    `short` is the fact itself where the question asks for one. `newest` is the date of the newest document that the
    asker may read, said when nothing was found. The assistant's own words are added by the channel.
    """

    outcome: Outcome
    short: str | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    newest: date | None = None
    reason: Reason | None = None
    took_ms: float = 0.0
    confidence: float = 0.0                # the chance that the reader gave it
    premise: str | None = None             # what the question takes for granted and no document holds
    missed: Period | None = None           # what is cited is older than this, of which no document tells the fact
    notes: tuple[Note, ...] = ()
    asked: str = ""                        # with AMBIGUOUS: the question as the choices complete it
    choices: tuple[Choice, ...] = ()
    office: str | None = None              # where to ask instead, as the ward has set it
    closed: ClosedTopic | None = None      # what it is about, on which others, or all, are not answered
