"""The kind of fact that a question seeks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.text import fold
from retrieval.sought import Sought, seek

QUESTIONS = [
    ("Bí thư Đảng ủy phường là ai?", Sought.PERSON),
    ("Ai ký quyết định này?", Sought.PERSON),
    ("tổ trưởng tên gì vậy", Sought.PERSON),
    ("Phường khen thưởng mấy tập thể?", Sought.NUMBER),
    ("Trồng được bao nhiêu cây?", Sought.NUMBER),
    ("Đến hết năm 2026 đạt bao nhiêu phần trăm?", Sought.NUMBER),
    ("Tháng 3 chích ngừa được bao nhiêu cháu?", Sought.NUMBER),
    ("Làm đường hết bao nhiêu tiền?", Sought.MONEY),
    ("Công trình trị giá bao nhiêu?", Sought.MONEY),
    ("ton may ty vay", Sought.MONEY),
    ("Khi nào tổ chức bầu cử?", Sought.DATE),
    ("cầu chừng nào thông xe", Sought.DATE),
    ("Mấy giờ mở cửa?", Sought.DATE),
    ("Nộp hồ sơ ở đâu?", Sought.PLACE),
    ("Nghị quyết nào nói về gộp tổ dân phố?", Sought.REFERENCE),
    ("Biên bản mang số mấy?", Sought.REFERENCE),
    ("Có phải khen thưởng 6 tập thể không?", Sought.YES_NO),
    ("Đường đã làm xong chưa?", Sought.YES_NO),
    ("Vì sao phải dời chợ?", Sought.REASON),
    ("Hồ sơ gồm những gì?", Sought.LIST),
    ("Phản ánh lên phường như thế nào?", Sought.HOW),
    ("Kết luận 01-KL/TW nói về việc gì?", Sought.TOPIC),
    ("How many households donated land?", Sought.NUMBER),
    ("Who is the chairman?", Sought.PERSON),
]


@pytest.mark.parametrize(("question", "sought"), QUESTIONS)
def test_the_words_of_a_question_tell_what_it_seeks_with_accents_and_without(question: str, sought: Sought):
    assert (seek(question), seek(fold(question))) == (sought, sought)


@given(st.text())
def test_any_text_seeks_something(text: str):
    assert isinstance(seek(text), Sought)
