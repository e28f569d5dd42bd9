"""How often each run of one to four words stands in the training texts, and how firmly its words hold together."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.training.spelling import segments

LONGEST = 4
# A run that begins or ends with one of these is no word: "là chủ tịch" must meet "chủ tịch".
_LOOSE = """
là của và các những được đã sẽ đang bị cho với để này khi từ về tại ở trong trên cũng thì mà như theo nhưng do vào một
có ai gì nào đó rằng nếu vì bởi hay hoặc đến ông bà anh chị em tôi họ ra lại còn rất nhiều sau trước hai ba bốn năm ngày
tháng việc đây qua lên xuống vẫn chỉ đều mới nên số cả mọi mỗi không phải làm rồi nói biết thấy vừa hơn cùng thêm
"""
LOOSE = frozenset(_LOOSE.split())


def count_runs(texts: Iterable[str], form: Callable[[str], str], *, at_least: int,
               cohesion: Sequence[float]) -> dict[tuple[str, ...], int]:
    """Count every word, and every run of two to four words that is frequent and keeps together.

    A run keeps together when it is more frequent than its two halves, met by chance, would be, whichever way it is
    halved: by a factor whose natural logarithm is at least `cohesion`, given for two, three and four words.
    """
    words, codes = _coded(texts, form)
    counts: list[dict[tuple[int, ...], int]] = [{}]
    single = np.bincount(codes[codes > 0], minlength=len(words))
    counts.append({(code,): int(n) for code, n in enumerate(single) if n and code})
    total = float(single.sum())
    names = np.array(codes, np.int64)
    for length in range(2, LONGEST + 1):
        # A run of n words is its first n-1 words, numbered, and the next word; 0 is the end of a segment.
        ends = len(codes) - length + 1
        first, last = names[:ends], codes[length - 1 : length - 1 + ends]
        run = np.where((first > 0) & (last > 0), first * len(words) + last, 0)
        values, inverse, found = np.unique(run, return_inverse=True, return_counts=True)
        keep = (found >= at_least) & (values > 0)
        numbers = np.where(keep, np.cumsum(keep), 0)
        names = numbers[inverse]
        where = np.zeros(int(keep.sum()) + 1, np.int64)
        where[names[::-1]] = np.arange(ends)[::-1]
        counts.append({tuple(codes[at : at + length].tolist()): int(n)
                       for at, n in zip(where[1:], found[keep], strict=True)})
    loose = [word in LOOSE for word in words]
    number = [any(c.isdigit() for c in word) for word in words]
    kept = dict(counts[1])
    for length in range(2, LONGEST + 1):
        for found_run, n in counts[length].items():
            halves = max(counts[i].get(found_run[:i], 1) * counts[length - i].get(found_run[i:], 1)
                         for i in range(1, length))
            if (math.log(n * total / halves) >= cohesion[length - 2] and not any(number[code] for code in found_run)
                    and not loose[found_run[0]] and not loose[found_run[-1]]):
                kept[found_run] = n
    return {tuple(words[code] for code in found_run): n for found_run, n in kept.items()}


def tidy(runs: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Leave out runs that cut a word in two ("chủ tịch ủy ban" of "chủ tịch ủy ban nhân dân").

    A run of three or four words must make up a good part of what its rarest known half is used for, and must not be
    a mere part of a longer run that is nearly as frequent.
    """
    whole: dict[tuple[str, ...], int] = {}
    for run, n in runs.items():
        length = len(run)
        halves = [runs[half] for half in {run[:2], run[1:], run[:-1], run[-2:]} if length > 2 and half in runs]
        if n >= (0.25 if length == 3 else 0.3) * min(halves, default=0):
            whole[run] = n
    longer: dict[tuple[str, ...], int] = {}
    for run, n in whole.items():
        for begin in range(len(run)):
            for end in range(begin + 2, len(run) + 1):
                if end - begin < len(run):
                    longer[run[begin:end]] = max(n, longer.get(run[begin:end], 0))
    return {run: n for run, n in whole.items() if len(run) == 1 or longer.get(run, 0) < 0.75 * n}


def _coded(texts: Iterable[str], form: Callable[[str], str]) -> tuple[list[str], NDArray[np.int64]]:
    """Number the words; a 0 stands between segments."""
    codes: dict[str, int] = {"": 0}
    parts: list[NDArray[np.int64]] = []
    for text in texts:
        row: list[int] = []
        for segment in segments(form(text)):
            row.extend(codes.setdefault(word, len(codes)) for word in segment)
            row.append(0)
        parts.append(np.array(row, np.int64))
    coded = np.concatenate(parts)
    frequent = Counter(dict(enumerate(np.bincount(coded, minlength=len(codes)).tolist())))
    names = list(codes)
    # Words seen twice at most are left to pieces of words.
    rare = np.array([frequent[i] <= 2 for i in range(len(names))])
    rare[0] = False
    renumber = np.where(rare, 0, np.cumsum(~rare) - 1)
    return [name for name, gone in zip(names, rare, strict=True) if not gone], renumber[coded]
