"""Who holds which role: invitations that work once and not for long, and what a revocation takes along."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.people import Role
from bot.records import Records

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
FIRST, INVITED, OTHER = 5, 6, 7


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path, admins=[FIRST])


def test_everybody_is_a_resident_and_those_of_the_settings_are_admins(records: Records) -> None:
    assert records.members.roles(OTHER) == {Role.RESIDENT}
    assert records.members.roles(FIRST) == {Role.RESIDENT, Role.ADMIN}


def test_an_invitation_gives_its_role_once(records: Records) -> None:
    word = records.invitations.make(Role.PARTY, by=FIRST, now=NOW)

    assert records.invitations.take(word, INVITED, "Bà Sáu", now=NOW) is Role.PARTY
    assert records.invitations.take(word, OTHER, "Ông Bảy", now=NOW) is None
    assert records.members.roles(INVITED) == {Role.RESIDENT, Role.PARTY}
    assert records.members.roles(OTHER) == {Role.RESIDENT}


@pytest.mark.parametrize(("hours", "role"), [(47.9, Role.PARTY), (48, None), (500, None)])
def test_an_invitation_lasts_48_hours(records: Records, hours: float, role: Role | None) -> None:
    word = records.invitations.make(Role.PARTY, by=FIRST, now=NOW)

    assert records.invitations.take(word, INVITED, "Bà Sáu", now=NOW + timedelta(hours=hours)) is role


@pytest.mark.parametrize("word", ["", "x", "' OR 1=1", "\0"])
def test_a_guessed_word_gives_nothing(records: Records, word: str) -> None:
    records.invitations.make(Role.ADMIN, by=FIRST, now=NOW)

    assert records.invitations.take(word, OTHER, "Ông Bảy", now=NOW) is None
    assert records.invitations.open(now=NOW) == 1


def test_several_roles_are_held_and_revoked_one_by_one(records: Records) -> None:
    for role in (Role.PARTY, Role.ADMIN):
        records.members.grant(INVITED, role, "Bà Sáu", by=FIRST, now=NOW)
    assert records.members.roles(INVITED) == set(Role)

    assert records.members.revoke(INVITED, Role.PARTY)
    assert not records.members.revoke(INVITED, Role.PARTY)
    assert records.members.roles(INVITED) == {Role.RESIDENT, Role.ADMIN}
    assert [(m.person, m.role, m.name) for m in records.members.all()] == [(INVITED, Role.ADMIN, "Bà Sáu")]


def test_a_revoked_admin_takes_the_invitations_along(records: Records) -> None:
    records.members.grant(INVITED, Role.ADMIN, "Bà Sáu", by=FIRST, now=NOW)
    word = records.invitations.make(Role.ADMIN, by=INVITED, now=NOW)
    records.members.revoke(INVITED, Role.ADMIN)

    assert records.invitations.take(word, INVITED, "Bà Sáu", now=NOW) is None


def test_a_request_is_decided_once(records: Records) -> None:
    assert records.requests.make(OTHER, Role.PARTY, "Ông Bảy", now=NOW)
    assert not records.requests.make(OTHER, Role.PARTY, "Ông Bảy", now=NOW)
    assert [records.requests.settle(OTHER, Role.PARTY) for _ in range(2)] == ["Ông Bảy", None]


def test_the_file_is_its_owners_and_holds_no_word_of_an_invitation(records: Records, tmp_path: Path) -> None:
    word = records.invitations.make(Role.ADMIN, by=FIRST, now=NOW)

    assert stat.S_IMODE((tmp_path / "people.sqlite").stat().st_mode) == 0o600
    assert not [path for path in tmp_path.iterdir() if word.encode() in path.read_bytes()]
