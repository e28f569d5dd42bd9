"""The answers as a picture: the threshold's trade-off, and the share of right answers per form and type."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from retrieval.evaluation.grading import Grade, Point, tradeoff
from retrieval.evaluation.reporting import Group, everything, groups

WORDS = {
    "tradeoff": "Answering only from a confidence on",
    "right": "answered right, share of the answerable",
    "wrongly": "answered, share of the unanswerable",
    "now": "now",
    "unknown": "no confidence is known",
    "form": "Right by form",
    "type": "Right by type",
}


class PictureUnavailable(Exception):
    """matplotlib, the extra `plot`, is not installed."""


def require() -> None:
    """PictureUnavailable when nothing can be drawn here: better known before everything was measured."""
    _figure()


def draw(grades: Sequence[Grade], path: Path, words: Mapping[str, str] = WORDS, *,
         whatever: Sequence[Grade] | None = None) -> None:
    """Write a PNG, or whatever the name of the file ends in.

    `whatever` grades the answers that are given at any confidence: without them the curve ends at the present threshold.
    """
    figure = _figure().Figure(figsize=(15, 5), layout="constrained")
    curve, by_form, by_type = figure.subplots(1, 3)
    _curve(curve, tradeoff(grades if whatever is None else whatever), everything(grades), words)
    _bars(by_form, groups(grades, "form"), words["form"])
    _bars(by_type, groups(grades, "type"), words["type"])
    figure.savefig(path, dpi=110)


def _figure() -> Any:
    try:
        return importlib.import_module("matplotlib.figure")
    except ImportError as problem:
        raise PictureUnavailable from problem


def _curve(axes: Any, points: Sequence[Point], total: Group, words: Mapping[str, str]) -> None:
    now = (total.unanswerable.answered / max(total.unanswerable.questions, 1),
           total.answerable.cited / max(total.answerable.questions, 1))
    axes.plot([0.0, *(point.answered_wrongly for point in points)], [0.0, *(point.answered_right for point in points)],
              drawstyle="steps-post")
    axes.plot(*now, "o", label=f"{words['now']}: {now[1]:.2f} / {now[0]:.2f}")
    for point in _at(points, _MARKED):
        axes.annotate(f"{point.threshold:.2f}", (point.answered_wrongly, point.answered_right), fontsize=8,
                      textcoords="offset points", xytext=(4, -9))
    axes.set(xlim=(0, 1), ylim=(0, 1), title=words["tradeoff"] if points else words["unknown"],
             xlabel=words["wrongly"], ylabel=words["right"])
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")


_MARKED = (0.8, 0.6, 0.45, 0.3, 0.15)     # thresholds that are written beside the curve


def _at(points: Sequence[Point], thresholds: Sequence[float]) -> Iterator[Point]:
    """Yield the last point of the curve at or above each threshold."""
    for threshold in thresholds:
        above = [point for point in points if point.threshold >= threshold]
        if above:
            yield above[-1]


def _bars(axes: Any, rows: Sequence[Group], title: str) -> None:
    names, shares = [], []
    for group in rows:
        questions = group.answerable.questions + group.unanswerable.questions
        names.append(f"{group.name} ({questions})")
        shares.append((group.answerable.cited + group.unanswerable.cited) / questions)
    axes.barh(range(len(names)), shares)
    axes.set(yticks=range(len(names)), yticklabels=names, xlim=(0, 1), title=title)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
