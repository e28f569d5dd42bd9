"""Who asks, and what each may read."""

import pytest

from bot.people import Role, readable
from corpus.document import Audience


@pytest.mark.parametrize(("roles", "audiences"), [
    ([], {Audience.PUBLIC}),
    ([Role.RESIDENT], {Audience.PUBLIC}),
    ([Role.PARTY], {Audience.PUBLIC, Audience.PARTY}),
    ([Role.ADMIN], {Audience.PUBLIC, Audience.STAFF}),
    ([Role.ADMIN, Role.PARTY], {Audience.PUBLIC, Audience.PARTY, Audience.STAFF}),
])
def test_a_person_reads_what_the_roles_allow_and_everybody_what_is_public(roles: list[Role], audiences: set[Audience]):
    assert readable(roles) == audiences
