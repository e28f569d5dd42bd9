"""A question that leans on the one before it."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.conversation import complete
from retrieval.question import Exchange
from retrieval.sought import Sought, seek

AWARDS = [Exchange("BTV Đảng ủy khen thưởng mấy tập thể?", "Khen thưởng 05 tập thể.")]


def test_a_question_that_names_only_what_is_new_takes_the_rest_from_the_one_before():
    assert complete("còn cá nhân thì sao?", Sought.TOPIC, AWARDS) == (
        "cá nhân BTV Đảng ủy khen thưởng mấy tập thể", Sought.NUMBER)


def test_a_question_about_another_side_of_it_keeps_its_own_kind():
    assert complete("vậy khen ở đâu?", Sought.PLACE, AWARDS) == (
        "khen ở đâu BTV Đảng ủy khen thưởng mấy tập thể", Sought.PLACE)


def test_a_person_who_is_pointed_at_is_named():
    history = [Exchange("Ai là Bí thư?", "Đồng chí Trần Quốc Cường, Bí thư Đảng ủy.")]
    assert complete("Ông ấy phát động phong trào gì?", Sought.TOPIC, history)[0].endswith("Trần Quốc Cường")


def test_another_ward_or_time_takes_the_place_of_the_one_before():
    history = [Exchange("Cuối năm 2025 phường Sông Trăng có bao nhiêu hộ nghèo?", "71 hộ.")]
    assert complete("Thế còn xã Cồn Chim thì sao?", Sought.TOPIC, history) == (
        "xã Cồn Chim Cuối năm 2025 có bao nhiêu hộ nghèo", Sought.NUMBER)
    assert complete("còn năm 2024?", Sought.TOPIC, history) == (
        "năm 2024 phường Sông Trăng có bao nhiêu hộ nghèo", Sought.NUMBER)


def test_a_year_alone_is_a_time():
    history = [Exchange("Cuối năm 2025 phường Sông Trăng có bao nhiêu hộ nghèo?", "71 hộ.")]
    assert complete("còn 2024 thì sao?", Sought.TOPIC, history) == (
        "năm 2024 phường Sông Trăng có bao nhiêu hộ nghèo", Sought.NUMBER)


def test_a_question_that_stands_by_itself_stays_as_it_is():
    text = "Phường Sông Trăng có bao nhiêu hộ nghèo cuối năm ngoái?"
    assert complete(text, Sought.NUMBER, AWARDS) == (text, Sought.NUMBER)
    assert complete("còn cá nhân thì sao?", Sought.TOPIC, []) == ("còn cá nhân thì sao?", Sought.TOPIC)


@given(st.text(), st.text(), st.text())
def test_no_conversation_is_too_odd(text: str, question: str, answer: str):
    completed, sought = complete(text, seek(text), [Exchange(question, answer)])
    assert isinstance(completed, str)
    assert isinstance(sought, Sought)


def test_a_short_question_that_names_its_own_subject_does_not_lean_on_the_one_before():
    for text in ["Bí thư là ai?", "chu tich phuong la ai", "NQ 05-NQ/ĐU nói gì?"]:
        assert complete(text, seek(text), AWARDS) == (text, seek(text))


def test_courtesy_and_what_is_no_question_do_not_repeat_the_one_before():
    for text in ["Cảm ơn", "dạ cảm ơn nhé", "ok", "?!", "p:1:0:5", "'; DROP TABLE passages"]:
        assert complete(text, seek(text), AWARDS) == (text, seek(text))
