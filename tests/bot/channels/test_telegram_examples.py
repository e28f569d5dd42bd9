"""Questions to try: each sample report offers three, and pressing one leads to what it was made from."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from bot.assembly import Assistant, assemble
from bot.channels.telegram.examples import leading, question_of, to_try
from bot.samples import EVERYBODY, samples
from bot.settings import Settings
from corpus.document import Audience, Document
from retrieval.question import Outcome, Question, today

PUBLIC = frozenset({Audience.PUBLIC})


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = assemble(Settings(data=tmp_path_factory.mktemp("examples")))
    list(assistant.library.add(samples()))
    yield assistant
    assistant.library.close()


def test_every_sample_report_offers_three_questions_that_it_answers(assistant: Assistant) -> None:
    for listing in assistant.library.documents(audiences=EVERYBODY):
        offered = list(islice(leading(assistant, listing.id, EVERYBODY), 3))

        assert len({question for question, _ in offered}) == 3, listing.title
        for question, data in offered:
            assert question_of(assistant, data, EVERYBODY) == question
            answer = assistant.service.answer(Question(text=question, audiences=EVERYBODY, today=today()))
            assert (answer.outcome, answer.citations[0].document) == (Outcome.ANSWERED, listing.id)


@pytest.mark.parametrize(("text", "questions"), [
    ("Theo đó, phường Bến Lở còn 19 tổ dân phố. Tổ đông nhất là Bến Lở 5 với 612 hộ.\n"
     "Kỳ họp bất thường của HĐND phường Bến Lở diễn ra vào ngày 27/3/2026.",
     ["Phường Bến Lở còn bao nhiêu tổ dân phố?", "Kỳ họp bất thường của HĐND phường Bến Lở diễn ra ngày nào?",
      "Tổ đông nhất là Bến Lở 5 với bao nhiêu hộ?"]),
    ("Lễ phát động phong trào Bến Lở bắt đầu lúc 7 giờ 30 phút.\nTrong 3 năm, thực hiện Nghị quyết số 12, tổ 5.",
     ["Lễ phát động phong trào Bến Lở bắt đầu từ mấy giờ?"]),
])
def test_facts_of_all_kinds_are_asked_for_and_what_is_no_fact_is_not(
        assistant: Assistant, text: str, questions: list[str]) -> None:
    list(assistant.library.add([Document("ben-lo", "Tin Bến Lở", date(2026, 4, 1), Audience.PUBLIC, text)]))
    try:
        offered = [button.text for row in to_try(assistant, "ben-lo", PUBLIC) for button in row]
    finally:
        assistant.library.remove("ben-lo")

    assert offered == questions
