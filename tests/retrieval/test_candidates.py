"""Several things that a question may mean."""

from collections.abc import Iterator
from datetime import date

import pytest

from corpus.document import Audience
from fakes import report
from retrieval.answering import AnswerService
from retrieval.question import Answer, Outcome
from wardservice import ask, service_of

OLD = report("ben-da", issued=date(2024, 8, 30), title="Phường Bến Đá sơ kết công tác", text="""\
Phường Bến Đá sơ kết công tác
Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 của Đảng ủy về chỉnh trang đô thị đã làm thay đổi bộ mặt của phường.
Toàn phường hiện còn 38 hộ nghèo.
Đồng chí Trịnh Quốc Bảo, Bí thư Đảng ủy phường kết luận hội nghị.
Ông Nguyễn Văn Hùng, đảng viên chi bộ 7 kể chuyện hiến đất.
""")
NEW = report("song-trang", issued=date(2026, 5, 20), title="Phường Sông Trăng tổng kết công tác", text="""\
Phường Sông Trăng tổng kết công tác
Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 của Đảng ủy về chuyển đổi số được 24 chi bộ thực hiện.
Toàn phường hiện còn 71 hộ nghèo.
Đồng chí Võ Minh Khang, Bí thư Đảng ủy phường tiếp thu ý kiến.
Ông Nguyễn Văn Hùng, Trưởng phòng Kinh tế báo cáo về rác thải.
Chị Đinh Khánh Linh, Bí thư Đoàn phường phát động phong trào.
""")
PARTY = report("chi-bo", issued=date(2026, 6, 1), title="Phường Sông Trăng bàn nhân sự", audience=Audience.PARTY, text="""\
Phường Sông Trăng bàn nhân sự
Nghị quyết số 05-NQ/ĐU ngày 02/4/2026 của Đảng ủy về quy hoạch cán bộ chưa công bố.
Ông Nguyễn Văn Hùng, ứng viên quy hoạch phó chủ tịch không có mặt.
""")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("candidates"), OLD, NEW, PARTY) as service:
        yield service


def completed(answer: Answer) -> set[str]:
    assert answer.outcome is Outcome.AMBIGUOUS, answer
    return {choice.completing(answer.asked) for choice in answer.choices}


@pytest.mark.parametrize(("question", "meant"), [
    ("Nghị quyết 05-NQ/ĐU nói về việc gì?", {"Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 nói về việc gì?",
                                             "Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 nói về việc gì?"}),
    ("nghi quyet 05 noi gi", {"Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 noi gi",
                              "Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 noi gi"}),
    ("Ông Nguyễn Văn Hùng là ai?", {"Ông Nguyễn Văn Hùng, đảng viên chi bộ 7 kể chuyện hiến đất là ai?",
                                    "Ông Nguyễn Văn Hùng, Trưởng phòng Kinh tế là ai?"}),
    ("Bí thư là ai?", {"Bí thư Đảng ủy phường là ai?", "Bí thư Đoàn phường là ai?"}),
    ("Bí thư Đảng ủy phường là ai?", {"Bí thư Đảng ủy phường Bến Đá là ai?", "Bí thư Đảng ủy phường Sông Trăng là ai?"}),
    ("Phường còn bao nhiêu hộ nghèo?", {"phường Bến Đá còn bao nhiêu hộ nghèo?",
                                        "phường Sông Trăng còn bao nhiêu hộ nghèo?"}),
    ("Còn bao nhiêu hộ nghèo?", {"Còn bao nhiêu hộ nghèo ở phường Bến Đá?", "Còn bao nhiêu hộ nghèo ở phường Sông Trăng?"}),
])
def test_what_may_mean_several_things_is_asked_back_with_each_of_them(service: AnswerService, question: str,
                                                                      meant: set[str]):
    assert completed(ask(service, question)) == meant


def test_each_choice_is_quoted_from_where_it_stands(service: AnswerService):
    answer = ask(service, "Nghị quyết 05-NQ/ĐU nói về việc gì?")
    assert [(citation.document, citation.quote) for citation in answer.citations] == [
        ("ben-da", "05-NQ/ĐU ngày 12/3/2021"), ("song-trang", "05-NQ/ĐU ngày 20/11/2025")]


@pytest.mark.parametrize("question", [
    "Nghị quyết 05-NQ/ĐU nói về việc gì?", "Bí thư Đảng ủy phường là ai?", "Phường còn bao nhiêu hộ nghèo?",
    "Bí thư là ai?"])
def test_what_is_chosen_is_not_asked_back_again(service: AnswerService, question: str):
    for chosen in completed(ask(service, question)):
        second = ask(service, chosen)
        assert second.outcome is Outcome.ANSWERED or "Bí thư Đảng ủy phường" in chosen


@pytest.mark.parametrize("question", [
    "Nghị quyết 05-NQ/ĐU ngày 12/3/2021 nói về việc gì?",
    "Nghị quyết 05-NQ/ĐU về chuyển đổi số do bao nhiêu chi bộ thực hiện?",
    "Bí thư Đảng ủy phường Sông Trăng là ai?", "Hiện nay Bí thư Đảng ủy phường là ai?",
    "Phường Bến Đá còn bao nhiêu hộ nghèo?",
    "Hiện nay phường còn bao nhiêu hộ nghèo?"])
def test_a_question_that_tells_which_is_not_asked_back(service: AnswerService, question: str):
    assert ask(service, question).outcome is not Outcome.AMBIGUOUS


def test_what_only_party_members_may_read_is_no_choice_for_a_resident(service: AnswerService):
    for question in ("Nghị quyết 05-NQ/ĐU nói về việc gì?", "Ông Nguyễn Văn Hùng là ai?"):
        assert "02/4/2026" not in str(ask(service, question))
        assert "quy hoạch" not in str(ask(service, question))
    assert "02/4/2026" in str(ask(service, "Nghị quyết 05-NQ/ĐU nói về việc gì?", Audience.PARTY))
