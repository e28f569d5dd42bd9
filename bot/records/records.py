"""Records: everything that is remembered about people, opened from the data folder."""

from collections.abc import Collection
from pathlib import Path

from bot.records import invitations, journal, members, requests
from bot.records.database import Database
from bot.records.invitations import Invitations
from bot.records.journal import Journal
from bot.records.members import Members
from bot.records.requests import Requests

_PEOPLE = members.SCHEMA + invitations.SCHEMA + requests.SCHEMA + journal.SCHEMA


class Records:
    """What is remembered, a part each; files are made when something is first remembered."""

    def __init__(self, folder: Path, *, admins: Collection[int]) -> None:
        people = Database(folder / "people.sqlite", _PEOPLE, careful=True)
        self.members = Members(people, admins)
        self.invitations = Invitations(people, self.members)
        self.requests = Requests(people)
        self.journal = Journal(people)
