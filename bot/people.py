"""Who asks, and what each may read."""

from collections.abc import Iterable
from enum import StrEnum

from corpus.document import Audience


class Role(StrEnum):
    """What a person is to the ward; a person may hold several."""

    RESIDENT = "resident"
    PARTY = "party"
    ADMIN = "admin"


READS: dict[Role, frozenset[Audience]] = {
    Role.RESIDENT: frozenset({Audience.PUBLIC}),
    Role.PARTY: frozenset({Audience.PUBLIC, Audience.PARTY}),
    Role.ADMIN: frozenset({Audience.PUBLIC, Audience.STAFF}),
}


def readable(roles: Iterable[Role]) -> frozenset[Audience]:
    """Return the audiences that somebody with these roles may read; everybody may read what is public."""
    return frozenset({Audience.PUBLIC}).union(*(READS[role] for role in roles))
