"""Documents that wait for a yes are kept whole, for one person, for one day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records import Records
from bot.records.drafts import Draft, Drafts
from corpus.differences import Difference
from corpus.document import Audience, Document, Listing, Original
from corpus.guard import Concern, Notice
from corpus.letterhead import Letterhead
from corpus.reading import Reading
from corpus.resemblance import Alike, Resemblance

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DOCUMENT = Document("bao-cao", "Báo cáo", date(2025, 6, 15), Audience.PARTY,
                    "Trang một\nTrang hai\n", "Telegram: a.pdf", (0, 10), original=Original("a.pdf", b"%PDF tep goc \xff"))
WHOLE = Draft(
    5, Reading(DOCUMENT, Letterhead("12/BC-UBND", "UBND", "Báo cáo", "Mẫu", date(2024, 3, 12), "Lê Văn Mẫu", ("Lưu",),
                                    of_party=True),
               (Notice(Concern.PHONE, (1, 2)),), 0.93),
    Resemblance(Alike.SIMILAR, Listing("cu", "Cũ", None, Audience.PUBLIC, 3, hidden=True, source="a"),
                Difference(("thêm",), ("bớt",), (("17", "19"),))),
    proposed=False, doubts=("Chú thích lạ.",), photo=True, placed=True, message=7, arrival=3)


def test_a_draft_is_there_again_for_the_next_process(tmp_path: Path) -> None:
    kept = Records(tmp_path, admins=()).drafts.add(WHOLE, now=NOW)

    drafts = Records(tmp_path, admins=()).drafts
    assert drafts.of(5, kept.number, now=NOW) == kept
    assert drafts.under(5, 7, now=NOW) == kept


def test_the_file_of_a_draft_waits_apart_from_it(tmp_path: Path) -> None:
    drafts = Records(tmp_path, admins=()).drafts
    kept, other = drafts.add(WHOLE, now=NOW), drafts.add(Draft(5, Reading(replace(DOCUMENT, original=None))), now=NOW)
    drafts.keep(replace(kept, placed=False))

    drafts = Records(tmp_path, admins=()).drafts
    found = drafts.of(5, kept.number, now=NOW)
    assert found is not None
    assert (found.reading.document.original, drafts.original(kept.number)) == (None, DOCUMENT.original)
    assert drafts.original(other.number) is None


@pytest.mark.parametrize("forget", [
    lambda drafts, number: drafts.drop(number), lambda drafts, _: drafts.drop_read_from(3),
    lambda drafts, _: drafts.forget(5), lambda drafts, _: drafts.expire(now=NOW + timedelta(days=1))])
def test_the_file_of_a_draft_is_forgotten_with_it(tmp_path: Path, forget: Callable[[Drafts, int], object]) -> None:
    drafts = Records(tmp_path, admins=()).drafts
    number = drafts.add(WHOLE, now=NOW).number
    forget(drafts, number)

    assert drafts.original(number) is None
    assert b"tep goc" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_draft_is_nobody_elses_and_lasts_a_day(tmp_path: Path) -> None:
    drafts = Records(tmp_path, admins=()).drafts
    kept = drafts.add(WHOLE, now=NOW)

    assert drafts.of(6, kept.number, now=NOW) is None
    assert drafts.under(6, 7, now=NOW) is None
    assert drafts.of(5, kept.number, now=NOW + timedelta(hours=23)) == kept
    assert drafts.of(5, kept.number, now=NOW + timedelta(hours=24)) is None


def test_a_draft_is_kept_as_it_was_last_changed_whatever_message_becomes_its_card(tmp_path: Path) -> None:
    drafts = Records(tmp_path, admins=()).drafts
    kept = drafts.add(replace(WHOLE, placed=False, message=0), now=NOW)
    drafts.keep(replace(kept, placed=True))
    drafts.set_card(kept.number, 9)

    assert drafts.under(5, 9, now=NOW) == replace(kept, placed=True, message=9)


def test_of_a_draft_that_is_dropped_or_too_old_no_word_is_left_on_disk(tmp_path: Path) -> None:
    records = Records(tmp_path, admins=())
    dropped, _ = records.drafts.add(WHOLE, now=NOW), records.drafts.add(WHOLE, now=NOW)
    assert records.drafts.drop(dropped.number)
    assert not records.drafts.drop(dropped.number)
    records.drafts.expire(now=NOW + timedelta(days=2))

    assert b"Trang hai" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"])), title=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_letter_by_letter(tmp_path: Path, text: str, title: str) -> None:
    drafts = Records(tmp_path, admins=()).drafts
    kept = drafts.add(Draft(5, Reading(Document("a", title, None, Audience.PUBLIC, text))), now=NOW)
    assert drafts.of(5, kept.number, now=NOW) == kept
