"""Sums, differences and averages, when asked for."""

from collections.abc import Iterator
from datetime import date

import pytest

from fakes import report
from retrieval.answering import AnswerService
from retrieval.arithmetic import Operation, task_of
from retrieval.question import Note, Outcome, Remark
from wardservice import ask, service_of

CLEANING = report("ve-sinh", title="Kết quả tổng vệ sinh môi trường phường Kim Sơn", issued=date(2026, 7, 1), text="""\
Kết quả tổng vệ sinh môi trường phường Kim Sơn
Đợt 1 thu gom được 18 tấn rác trên các tuyến đường.
Đợt 2 thu gom được 23,5 tấn rác trên các tuyến kênh.
""")
LAND = report("hien-dat", title="Nhân dân phường Kim Sơn hiến đất làm đường", issued=date(2024, 11, 12), text="""\
Nhân dân phường Kim Sơn hiến đất làm đường
Vận động 32 hộ dân hiến 614 m2 đất làm đường.
""")
TET = [report(f"tet-{year}", title=f"Phường Kim Sơn trao {count} suất quà {name}", issued=date(year, 2, 1),
              text=f"Phường Kim Sơn trao {count} suất quà {name}\nDự lễ trao quà có lãnh đạo phường.\n")
       for year, count, name in ((2025, 214, "Tết Ất Tỵ"), (2026, 386, "Tết Bính Ngọ"))]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("arithmetic"), CLEANING, LAND, *TET) as service:
        yield service


@pytest.mark.parametrize(("question", "short", "equation", "documents"), [
    ("Cả hai đợt tổng vệ sinh thu gom được bao nhiêu tấn rác?", "41,5 tấn rác", "18 tấn rác + 23,5 tấn rác = 41,5 tấn rác",
     ["ve-sinh", "ve-sinh"]),
    ("Trung bình mỗi hộ hiến bao nhiêu m2 đất làm đường?", "khoảng 19,19 m2 đất/hộ",
     "614 m2 đất : 32 hộ dân = khoảng 19,19 m2 đất/hộ", ["hien-dat"]),
    ("Tết Bính Ngọ nhiều hơn Tết Ất Tỵ bao nhiêu suất quà?", "172 suất quà", "386 suất quà − 214 suất quà = 172 suất quà",
     ["tet-2026", "tet-2025"]),
    ("Suất quà Tết Bính Ngọ gấp mấy lần Tết Ất Tỵ?", "khoảng 1,8 lần", "386 suất quà : 214 suất quà = khoảng 1,8 lần",
     ["tet-2026", "tet-2025"]),
])
def test_what_is_asked_for_is_worked_out_from_quoted_numbers(service: AnswerService, question: str, short: str,
                                                             equation: str, documents: list[str]):
    answer = ask(service, question)
    assert (answer.outcome, answer.short, answer.notes) == (Outcome.ANSWERED, short, (Note(Remark.COMPUTED, sum=equation),))
    assert [citation.document for citation in answer.citations] == documents


@pytest.mark.parametrize("question", [
    "Đợt 1 thu gom được bao nhiêu tấn rác?", "Có bao nhiêu hộ dân hiến đất làm đường?",
    "Tết Bính Ngọ trao bao nhiêu suất quà?",
    "Nhân dân hiến bao nhiêu m2 đất làm đường?"])
def test_nothing_is_worked_out_that_nobody_asked_for(service: AnswerService, question: str):
    assert task_of(question) is None
    assert all(note.remark is not Remark.COMPUTED for note in ask(service, question).notes)


@pytest.mark.parametrize("question", [
    "Cả ba đợt tổng vệ sinh thu gom được bao nhiêu tấn rác?",            # the third is not told
    "Tết Bính Ngọ nhiều hơn Tết Giáp Thìn bao nhiêu suất quà?",          # one side is not told
    "Trung bình mỗi chi bộ hiến bao nhiêu m2 đất làm đường?",            # nobody counted those
])
def test_a_number_that_is_missing_is_not_made_up_and_one_alone_is_no_answer(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short) in {(Outcome.RELATED, None), (Outcome.NOT_FOUND, None)}


@pytest.mark.parametrize(("text", "operation"), [
    ("Tổng cộng cả 2 lần phát quà được bao nhiêu suất?", Operation.SUM),
    ("trung binh moi ho hien may m2", Operation.AVERAGE),
    ("Số hộ nghèo năm 2025 giảm bao nhiêu so với năm 2024?", Operation.DIFFERENCE),
    ("Phường có bao nhiêu hộ nghèo?", None), ("Giảm bao nhiêu hộ nghèo?", None),
    ("Cả hai đợt do ai chủ trì?", None), ("", None)])
def test_a_question_says_in_so_many_words_that_it_wants_something_worked_out(text: str, operation: Operation | None):
    task = task_of(text)
    assert (task and task.operation) == operation
