"""The kind of answer is learnt from questions whose kind is known."""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from corpus.vietnamese.text import fold
from retrieval.reading.kind import BUCKETS, KINDS, START, buckets
from retrieval.sought import Sought
from retrieval.training.variants import Speller

_NEVER = -50.0

# What the own questions are marked as, and the kind of answer that they want; "missing_…" wants the same as "…".
KIND_OF = {"title_to_name": Sought.PERSON, "person": Sought.PERSON, "number": Sought.NUMBER, "money": Sought.MONEY,
           "time": Sought.DATE, "date_time": Sought.DATE, "place": Sought.PLACE, "doc": Sought.REFERENCE,
           "doc_number": Sought.REFERENCE, "list": Sought.LIST, "reason": Sought.REASON, "summary": Sought.TOPIC,
           "name_to_title": Sought.TOPIC, "procedure": Sought.HOW, "yes_no": Sought.YES_NO}


def learn_kinds(asked: Sequence[tuple[str, Sought]], speller: Speller, *, seed: int) -> NDArray[np.float32]:
    """Return the weights of `retrieval.reading.kind`; each question is also seen in another spelling."""
    chance = random.Random(seed)
    typed = [(form, KINDS.index(kind)) for text, kind in asked for form in (text, _otherwise(text, speller, chance))]
    model = LogisticRegression(C=0.1, max_iter=300)
    model.fit(_rows([text for text, _ in typed]), [kind for _, kind in typed])
    weights = np.zeros((len(KINDS), BUCKETS), dtype=np.float32)
    weights[model.classes_] = model.coef_
    offset = np.full(len(KINDS), _NEVER)
    offset[model.classes_] = model.intercept_
    weights[:, START] += offset
    return weights


def _otherwise(text: str, speller: Speller, chance: random.Random) -> str:
    fate = chance.random()
    return fold(text) if fate < 0.4 else speller.chatty(text.lower(), chance) if fate < 0.7 else text.lower().rstrip("?")


def _rows(texts: Sequence[str]) -> sparse.csr_matrix:
    places = [(row, bucket) for row, text in enumerate(texts) for bucket in buckets(text)]
    return sparse.csr_matrix((np.ones(len(places), np.float32), tuple(zip(*places, strict=True))), (len(texts), BUCKETS))
