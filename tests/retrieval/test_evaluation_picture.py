"""The picture of a report, where matplotlib is installed."""

import sys
from pathlib import Path

import pytest

from retrieval.evaluation import picture
from retrieval.evaluation.grading import Grade
from retrieval.question import Outcome


def graded(number: int, *, answerable: bool, right: bool, confidence: float | None) -> Grade:
    return Grade(id=str(number), form="plain", type="number", answerable=answerable, outcome=Outcome.ANSWERED,
                 right=right, stated=right, quoted=right, first=right, exact=True, citations=1, confidence=confidence,
                 took_ms=1.0)


@pytest.mark.parametrize("confidence", [0.5, None])
def test_a_picture_is_drawn(tmp_path: Path, confidence: float | None):
    pytest.importorskip("matplotlib")
    picture.require()
    picture.draw([graded(1, answerable=True, right=True, confidence=confidence),
                  graded(2, answerable=False, right=False, confidence=confidence)], tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_curve_goes_on_below_the_present_threshold_where_any_confidence_is_answered(tmp_path: Path):
    pytest.importorskip("matplotlib")
    now = [graded(1, answerable=True, right=True, confidence=0.5)]
    whatever = [*now, graded(2, answerable=True, right=True, confidence=0.2),
                graded(3, answerable=False, right=False, confidence=0.1)]
    picture.draw(now, tmp_path / "now.png")
    picture.draw(now, tmp_path / "whatever.png", whatever=whatever)
    assert (tmp_path / "now.png").read_bytes() != (tmp_path / "whatever.png").read_bytes()


def test_without_matplotlib_it_says_so_before_anything_is_measured(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(picture.PictureUnavailable):
        picture.require()
