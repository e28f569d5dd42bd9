"""Records: everything that is remembered about people, opened from the data folder."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from pathlib import Path

from bot.records import (
    arrivals,
    asked,
    closing,
    digests,
    drafts,
    given,
    invitations,
    journal,
    members,
    replies,
    requests,
    subscriptions,
    topics,
    updates,
    waiting,
)
from bot.records.arrivals import Arrivals
from bot.records.asked import Asked, Hashes
from bot.records.closing import Closing
from bot.records.database import Database
from bot.records.digests import Digests
from bot.records.drafts import Drafts
from bot.records.given import Given
from bot.records.invitations import Invitations
from bot.records.journal import Journal
from bot.records.members import Members
from bot.records.replies import Replies
from bot.records.requests import Requests
from bot.records.subscriptions import Subscription, Subscriptions
from bot.records.topics import Topics
from bot.records.updates import Updates
from bot.records.waiting import Tickets

_PEOPLE = (members.SCHEMA + invitations.SCHEMA + requests.SCHEMA + journal.SCHEMA + closing.SCHEMA + waiting.SCHEMA
           + digests.SCHEMA)


class Records:
    """What is remembered, a part each; files are made when something is first remembered."""

    def __init__(self, folder: Path, *, admins: Collection[int]) -> None:
        people = Database(folder / "people.sqlite", _PEOPLE, careful=True)
        self.members = Members(people, admins)
        self.invitations = Invitations(people, self.members)
        self.requests = Requests(people)
        self.journal = Journal(people)
        self.closing = Closing(people)
        self.tickets = Tickets(people)
        self.digests = Digests(people)
        hashes = Hashes(folder / "asked.key")
        self._asked_file = Database(folder / "asked.sqlite",
                                    asked.SCHEMA + topics.SCHEMA + subscriptions.SCHEMA + given.SCHEMA)
        self.asked = Asked(self._asked_file, hashes)
        self.topics = Topics(self._asked_file)
        self.subscriptions = Subscriptions(self._asked_file)
        self.given = Given(self._asked_file)
        durable = Database(folder / "updates.sqlite", updates.SCHEMA + replies.SCHEMA)
        self.updates = Updates(durable)
        self.replies = Replies(durable, hashes)
        intake = Database(folder / "intake.sqlite", arrivals.SCHEMA + drafts.SCHEMA, careful=True)
        self.arrivals = Arrivals(intake)
        self.drafts = Drafts(intake)

    def forget(self, person: int) -> int:
        """Delete all that is kept of a person but the roles; return how many questions that were."""
        tickets = self.tickets.drop(person)
        self.topics.leave(tickets)
        self.subscriptions.end(tickets)
        self.arrivals.forget(person)
        self.drafts.forget(person)
        count = self.asked.forget(person)
        self._clear_up()
        return count

    def purge(self, days: int, *, today: date) -> int:
        """Delete what was asked more than `days` days ago, and who waited for it; return how many questions."""
        count = self.asked.purge(days, today=today)
        self.replies.purge()
        self.drafts.expire(now=datetime.now(UTC))
        self._clear_up()
        return count

    def waits(self, person: int) -> list[str]:
        """Return the questions whose answer a person wants to be told."""
        return self.topics.awaited(self.tickets.of(person))

    def follow(self, person: int, topic: str) -> None:
        """Let a person hear of new documents about a topic."""
        self.tickets.give(person, lambda ticket: self.subscriptions.begin(ticket, topic))

    def follows(self, person: int) -> list[Subscription]:
        """Return the topics that a person follows, oldest first."""
        return self.subscriptions.of(self.tickets.of(person))

    def unfollow(self, person: int, number: int | None = None) -> None:
        """Let a person hear no more of one topic, or of all; somebody else's stays."""
        ended = [one.ticket for one in self.follows(person) if number in (None, one.id)]
        self.tickets.redeem(ended)
        self.subscriptions.end(ended)

    def _clear_up(self) -> None:
        self.tickets.keep_only(lambda: [*self.topics.purge(), *(one.ticket for one in self.subscriptions.all())])
        self._asked_file.empty_log()
