"""Which passages are read word by word, and how they lie."""

import numpy as np
import pytest

from retrieval.reading.asked import ask
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader, ReadPassage
from retrieval.reading.stretches import choose, lay_out
from retrieval.reading.tokens import width
from retrieval.sought import Sought

TEXTS = ["II. KẾT QUẢ VẬN ĐỘNG", "Nhân dân hiến trên 2.700 m2 đất.",
         "Ông Nguyễn Văn An phát biểu. Hội nghị kết thúc lúc 11 giờ."]
FOLLOWS = [False, True, False]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def passages(lexicon: Lexicon) -> list[ReadPassage]:
    reader = PassageReader(lexicon)
    return [reader.read(text) for text in TEXTS]


def test_a_short_passage_brings_the_line_above_it(passages: list[ReadPassage]):
    sentences = np.array([(0, 0), (1, 0), (2, 0), (2, 1)], np.int32)
    assert choose(np.array([-3, 5, -1, -2], np.float32), sentences, passages, FOLLOWS, 10) == [0, 1]
    assert choose(np.array([-3, 5, -1, -2], np.float32), sentences, passages, FOLLOWS) == [0, 1, 2]


def test_passages_that_follow_one_another_lie_in_one_stretch(passages: list[ReadPassage], lexicon: Lexicon):
    asked = ask("Bà con hiến mấy mét đất?", Sought.NUMBER, lexicon)
    laid = lay_out(asked, passages, FOLLOWS, [0, 1, 2], lexicon, None)
    lengths = [len(passage.units) for passage in passages]
    assert [stretch.shape for stretch in laid.stretches] == [(lengths[0] + lengths[1], width(lexicon.rows.shape[1])[0]),
                                                             (lengths[2], width(lexicon.rows.shape[1])[0])]
    assert laid.passages == {0: (0, 0), 1: (0, lengths[0]), 2: (1, 0)}
    assert laid.sentences[1, 0] == (0, lengths[0], lengths[0] + lengths[1])
    assert laid.sentences[2, 0][2] == laid.sentences[2, 1][1]


def test_a_question_of_nothing_but_question_words_is_laid_out_too(passages: list[ReadPassage], lexicon: Lexicon):
    laid = lay_out(ask("ai?", Sought.PERSON, lexicon), passages, FOLLOWS, [2], lexicon, None)
    assert np.isfinite(laid.stretches[0]).all()
