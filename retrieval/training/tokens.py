"""The tokens of the model: words, runs of words that belong together, and pieces for words never met.

A token that holds several words ("▁dang▁uy▁phuong") means one thing where its words apart mean many, above all
without accents. Which tokens earn a place is found by cutting texts up with far too many and keeping what is used.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from retrieval.training.counting import tidy
from retrieval.training.spelling import TONE_PLACEMENT

UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens with their log probability, and the row of the embedding matrix that each one uses.

    Row 0 belongs to what means nothing and stays zero.
    """

    tokens: tuple[str, ...]
    scores: tuple[float, ...]
    rows: NDArray[np.int64]
    keeps_accents: bool

    def tokenizer(self) -> Tokenizer:
        """Build a tokenizer that any library reads."""
        built = Tokenizer(Unigram(list(zip(self.tokens, self.scores, strict=True)), unk_id=0, byte_fallback=False))
        built.normalizer = normalizers.Sequence(_keeping_accents() if self.keeps_accents else _folding())
        built.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N} ]+"), "removed"),
            pre_tokenizers.Metaspace("▁", "always", split=False),
        ])
        return built

    def json(self) -> str:
        """The text of tokenizer.json, without the blanks that would double its size."""
        return json.dumps(json.loads(self.tokenizer().to_str()), ensure_ascii=False, separators=(",", ":"))


def choose(runs: Mapping[tuple[str, ...], int], sample: Sequence[str], *, size: int, words: int, pieces: int,
           keeps_accents: bool = False) -> Vocabulary:
    """Choose about `size` tokens: the commonest `words`, `pieces` of words, and the runs that cut `sample` up best."""
    total = float(sum(n for run, n in runs.items() if len(run) == 1))
    small = _pieces({run[0]: n for run, n in runs.items() if len(run) == 1}, pieces, total)
    used = _most_used({joined(run): math.log(n / total) for run, n in runs.items()}, small, sample, size, keeps_accents)
    whole = tidy(runs)
    common = sorted((run for run in whole if len(run) == 1), key=lambda run: -whole[run])
    kept: list[tuple[str, ...]] = [*common[:words]]
    kept += [run for run in whole if len(run) > 1 and joined(run) in used]
    # Two words make most Vietnamese words: they come before longer runs.
    others = sorted((run for run in whole if len(run) > 1 and joined(run) not in used),
                    key=lambda run: -whole[run] * (2 if len(run) == 2 else 1))
    kept += others[: max(size - len(small) - len(kept), 0)]
    return _assemble({joined(run): math.log(whole[run] / total) for run in kept}, small, keeps_accents)


def _most_used(scores: Mapping[str, float], small: Mapping[str, float], sample: Sequence[str], size: int,
               keeps_accents: bool) -> set[str]:
    """Cut `sample` up again and again, each time with the tokens that were used most."""
    for wanted in (4 * size, 2 * size, size):
        used = _used(_assemble(scores, small, keeps_accents), sample)
        kept = Counter({token: n for token, n in used.items() if token in scores}).most_common(wanted - len(small))
        cut = float(sum(n for _, n in kept))
        scores = {token: math.log((n + 0.5) / cut) for token, n in kept}
    return set(scores)


def joined(run: Iterable[str]) -> str:
    """The token of a run of words."""
    return "".join("▁" + word for word in run)


def _assemble(scores: Mapping[str, float], small: Mapping[str, float], keeps_accents: bool) -> Vocabulary:
    worst = min(scores.values())
    entries = [(UNKNOWN, 2 * worst), ("▁", worst)]
    entries += sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    entries += [(piece, worst + score) for piece, score in small.items() if piece not in scores]
    rows = np.maximum(np.arange(len(entries)) - 1, 0)
    return Vocabulary(tuple(t for t, _ in entries), tuple(round(s, 3) for _, s in entries), rows, keeps_accents)


def _pieces(words: Mapping[str, int], many: int, total: float) -> dict[str, float]:
    """Every letter, and the commonest two to four letters of the rarer half of the words."""
    letters: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    by_count = sorted(words, key=lambda w: (-words[w], w))
    for word in by_count:
        for i, letter in enumerate(word):
            letters["▁" + letter if i == 0 else letter] += words[word]
    for word in by_count[8000:]:
        marked = "▁" + word
        for length in (2, 3, 4):
            for i in range(len(marked) - length + 1):
                longer[marked[i : i + length]] += 1
    kept = [piece for piece, n in letters.most_common(400) if n > 20]
    kept += [c for piece in kept if (c := piece.strip("▁")) not in kept]
    kept += [piece for piece, _ in longer.most_common(many + 400) if piece not in kept]
    kept = list(dict.fromkeys(kept))[:many]
    # Long pieces first: two letters cost more than one piece of two.
    return {piece: -3.0 + math.log((letters[piece] + longer[piece] + 1) / total) / 4 for piece in kept}


def _used(vocabulary: Vocabulary, sample: Sequence[str]) -> dict[str, int]:
    tokenizer = vocabulary.tokenizer()
    counts = np.zeros(len(vocabulary.tokens), np.int64)
    for at in range(0, len(sample), 2000):
        encodings = tokenizer.encode_batch_fast(list(sample[at : at + 2000]), add_special_tokens=False)
        counts += np.bincount([i for encoding in encodings for i in encoding.ids], minlength=len(counts))
    return {token: int(n) for token, n in zip(vocabulary.tokens, counts, strict=True) if n}


def _folding() -> list[normalizers.Normalizer]:
    return [normalizers.NFKD(), normalizers.Lowercase(), normalizers.StripAccents(), normalizers.Replace("đ", "d")]


def _keeping_accents() -> list[normalizers.Normalizer]:
    return [normalizers.NFKC(), normalizers.Lowercase(),
            *(normalizers.Replace(new, old) for new, old in TONE_PLACEMENT)]
