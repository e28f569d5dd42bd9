"""Ids tell documents apart and can be typed."""

from pathlib import Path

import pytest

from corpus.formats.identity import distinct, is_id, slug


@pytest.mark.parametrize(("text", "expected"), [
    ("Báo cáo số 12", "bao-cao-so-12"), ("ĐẢNG UỶ", "dang-uy"), ("Đ\u0061\u0309ng", "dang"), ("???", ""), ("中文", ""),
])  # fmt: skip
def test_a_slug_is_plain_letters_digits_and_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_slug_that_had_to_be_cut_ends_in_a_fingerprint() -> None:
    assert slug("bầu cử " * 20) == "bau-cu-bau-cu-bau-cu-bau-cu-bau-cu-bau-cu-bau-cu-ba-0c288341"


@pytest.mark.parametrize("text", ["", " a", "a\n", "a\0", "\ud800", "a" * 201])
def test_what_cannot_be_shown_or_typed_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_only_files_that_clash_get_more_than_their_name() -> None:
    paths = [Path(name) for name in ("x/a/bc.txt", "x/b/bc.txt", "x/b/bc.pdf", "y/b/bc.txt", "x/kh.txt", "x/?.txt")]
    ids = distinct(paths)
    assert len(set(ids.values())) == 5
    assert [ids[paths[at]] for at in (0, 2, 4)] == ["a-bc", "b-bc-pdf", "kh"]
