from retrieval.training.contamination import Excluded

ARTICLE = ("Ủy ban nhân dân phường thông báo lịch tiếp công dân định kỳ hằng tháng tại trụ sở phường vào sáng thứ Năm, "
           "người dân mang theo căn cước công dân và đơn nếu có")


def test_a_text_of_the_evaluation_is_found_again_however_it_is_written() -> None:
    excluded = Excluded([ARTICLE])
    assert excluded.holds(ARTICLE.upper().replace(",", ""))
    assert excluded.holds("uy ban nhan dan phuong thong bao lich tiep cong dan dinh ky hang thang tai tru so")


def test_a_set_phrase_is_no_repetition() -> None:
    excluded = Excluded([ARTICLE])
    other = " ".join(f"chữ{n}" for n in range(200))
    assert not excluded.holds(f"{other} Ủy ban nhân dân phường thông báo lịch tiếp công dân {other}")


def test_nothing_repeats_nothing() -> None:
    assert not Excluded([]).holds(ARTICLE)
    assert not Excluded([ARTICLE]).holds("")
