"""The yardstick ranks as the book says, and sees accents."""

from datetime import date

from corpus.document import Audience
from corpus.vietnamese.syllables import words
from retrieval.engines.exact import ExactLexicalIndex
from retrieval.evaluation.bm25 import PlainBm25
from retrieval.protocols import Terms, TermWeights
from retrieval.question import Question

EVERYBODY = frozenset(Audience)
TEXTS = ["Phường khen thưởng 05 tập thể", "Nhân dân phường hiến đất", "Đất, đất và đất của nhân dân trong phường",
         "Lịch tiếp dân", "Hội nghị khen thưởng tập thể và cá nhân có thành tích hiến đất làm đường"]


def ranked(question: str, audiences: frozenset[Audience] = EVERYBODY) -> list[int]:
    yardstick = PlainBm25((("d", row), Audience.PARTY if row == 2 else Audience.PUBLIC, text)
                          for row, text in enumerate(TEXTS))
    asked = Question(text=question, audiences=audiences, today=date(2024, 3, 12))
    return [passage for _, passage in yardstick.search(asked)]


def test_it_ranks_as_the_exact_index_does():
    exact = ExactLexicalIndex()
    exact.add(range(len(TEXTS)), [Terms(words(text), [], []) for text in TEXTS], [Audience.PUBLIC] * len(TEXTS))
    for question in ("hiến đất", "phường khen thưởng ai", "tập thể", "nhân dân hiến đất làm đường", "tiếp dân"):
        terms = TermWeights(dict.fromkeys(words(question), 1.0), {}, {})
        assert ranked(question) == [key for key, _ in exact.search(terms, audiences=EVERYBODY, limit=10)]


def test_it_sees_accents_and_finds_nothing_without_a_shared_syllable():
    assert ranked("hien dat") == []
    assert ranked("") == []


def test_it_shows_nobody_what_is_not_for_them():
    assert 2 in ranked("đất")
    assert 2 not in ranked("đất", frozenset({Audience.PUBLIC}))


def test_it_may_be_empty():
    assert PlainBm25([]).search(Question(text="đất", audiences=EVERYBODY, today=date(2024, 3, 12))) == []
