from retrieval.training.counting import count_runs, tidy
from retrieval.training.spelling import accented, fold, segments
from retrieval.training.tokens import Vocabulary, choose

TEXTS = ["Chủ tịch ủy ban nhân dân phường. Uỷ ban nhân dân họp.", "Ủy ban nhân dân thông báo, họp chiều nay!"] * 20


def vocabulary() -> Vocabulary:
    runs = {tuple(fold(word) for word in run): n
            for run, n in count_runs(TEXTS, accented, at_least=3, cohesion=(0.1, 0.1, 0.1)).items()}
    return choose(runs, TEXTS, size=120, words=40, pieces=80)


def test_words_that_belong_together_are_one_token() -> None:
    tokens = vocabulary().tokenizer().encode("Phường báo Ủy ban nhân dân", add_special_tokens=False).tokens
    assert tokens == ["▁phuong", "▁bao", "▁uy▁ban▁nhan▁dan"]


def test_a_question_without_accents_has_the_same_tokens() -> None:
    tokenizer = vocabulary().tokenizer()
    with_accents = tokenizer.encode("UỶ BAN nhân dân Đậu Liêu?", add_special_tokens=False).ids
    assert with_accents == tokenizer.encode("uy ban nhan dan dau lieu", add_special_tokens=False).ids


def test_tokens_do_not_cross_punctuation() -> None:
    tokens = vocabulary().tokenizer().encode("ủy ban, nhân dân", add_special_tokens=False).tokens
    assert not any("ban▁nhan" in token for token in tokens)


def test_a_part_of_a_longer_run_is_no_run() -> None:
    runs = {("ủy",): 90, ("ban",): 95, ("nhân",): 90, ("ủy", "ban"): 85, ("ủy", "ban", "nhân"): 80}
    assert ("ủy", "ban") not in tidy(runs)
    assert ("ủy", "ban", "nhân") in tidy(runs)


def test_one_spelling_for_two_ways_to_place_a_tone() -> None:
    assert accented("Uỷ ban, hoà bình, khoẻ") == "ủy ban, hòa bình, khỏe"
    assert fold("Đảng uỷ") == "dang uy"
    assert list(segments("kế hoạch, số 16")) == [["kế", "hoạch"], ["số", "16"]]
