"""Several rankings become one."""

from collections import defaultdict
from collections.abc import Iterable

Ranking = list[tuple[int, float]]   # (passage id, score), best first


def fuse(rankings: Iterable[tuple[Ranking, float]]) -> Ranking:
    """Add up the weighted scores of rankings whose scales have nothing in common.

    Each ranking is stretched so that its best hit counts 1 and the floor of what it returned counts 0: a passage that
    a ranking did not return counts as its floor.

    Example: [(1, 30.0), (2, 10.0)] with weight 1 and [(2, .9), (3, .1)] with weight .5 give [(1, 1.0), (2, .5), (3, 0)]
    """
    total: defaultdict[int, float] = defaultdict(float)
    for ranking, weight in rankings:
        if not ranking:
            continue
        top, floor = ranking[0][1], ranking[-1][1] if len(ranking) > 1 else 0.0
        spread = top - floor
        for key, score in ranking:
            total[key] += weight * ((score - floor) / spread if spread > 0 else 1.0)
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
