"""What admins sent waits on disk until it was read."""

from dataclasses import replace
from pathlib import Path

from bot.records import Records
from bot.records.arrivals import Arrival, Kind

FIRST = Arrival(5, 70, Kind.FILE, "f1", "a.txt", 9, "", "album", 100.0)
SECOND = Arrival(5, 71, Kind.PHOTO, "f2", "ảnh", 9, "công khai", "album", 101.0)


def test_arrivals_wait_in_their_order_and_for_the_next_process(tmp_path: Path) -> None:
    arrivals = Records(tmp_path, admins=()).arrivals
    for arrival in (FIRST, SECOND, FIRST):
        arrivals.add(arrival)
    arrivals.set_status(2, 80)

    arrivals = Records(tmp_path, admins=()).arrivals
    assert (arrivals.people(), arrivals.of(6)) == ([5], [])
    assert arrivals.of(5) == [replace(FIRST, number=1), replace(SECOND, number=2, status=80)]
    arrivals.drop(1)
    assert arrivals.of(5) == [replace(SECOND, number=2, status=80)]


def test_the_words_under_one_of_an_album_count_for_all_that_have_none(tmp_path: Path) -> None:
    arrivals = Records(tmp_path, admins=()).arrivals
    others = [replace(FIRST, message=72, place="f3", words="đảng viên"),
              replace(FIRST, message=73, place="f4", album="other")]
    for arrival in (FIRST, SECOND, *others):
        arrivals.add(arrival)

    arrivals.share_words(5, "album")

    assert [arrival.words for arrival in arrivals.of(5)] == ["công khai", "công khai", "đảng viên", ""]


def test_an_admin_who_wants_everything_deleted_is_obeyed(tmp_path: Path) -> None:
    records = Records(tmp_path, admins=())
    records.arrivals.add(FIRST)
    records.forget(5)
    assert records.arrivals.of(5) == []
