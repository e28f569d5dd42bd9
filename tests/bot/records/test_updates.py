"""Every update is taken once, kept until it was answered, and its words no longer than that."""

from pathlib import Path

from bot.records import Records


def test_an_update_is_taken_once_also_by_the_next_process(tmp_path: Path) -> None:
    updates = Records(tmp_path, admins=()).updates

    assert [updates.take(7, '{"a": 1}') for _ in range(2)] == [True, False]
    assert not Records(tmp_path, admins=()).updates.take(7, '{"a": 1}')
    assert updates.take(7, '{"another": "bot"}')


def test_what_was_not_answered_comes_again_and_what_was_is_erased(tmp_path: Path) -> None:
    updates = Records(tmp_path, admins=()).updates
    for number in (2, 1, 3):
        updates.take(number, f'"mật khẩu {number}"')
    updates.settle(1, '"mật khẩu 1"')
    updates.settle(3, '"mật khẩu 3"')
    updates.unsettle(3, '"mật khẩu 3"')

    assert Records(tmp_path, admins=()).updates.unsettled() == ['"mật khẩu 2"', '"mật khẩu 3"']
