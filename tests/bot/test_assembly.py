"""The parts of the assistant, put together as the settings say."""

from datetime import date
from pathlib import Path

import pytest

from bot import rendering
from bot.assembly import assemble
from bot.settings import LanguageModel, Secret, Settings
from corpus.document import Audience
from fakes import report
from languageserver import LanguageServer
from retrieval.question import Answer, Question

LAND = report("hien-dat", title="Hiến đất",
              text="Nhân dân toàn phường Kim Sơn đã hiến trên 2.700m2 đất để mở rộng đường Bằng Lăng.\n")
PARTY = report("chi-bo", title="Chi bộ Kim Sơn", audience=Audience.PARTY,
               text="Chi bộ Kim Sơn giới thiệu đồng chí Lê Văn Mẫu vào quy hoạch bí thư chi bộ.\n")
QUESTION, SMOOTHER = "Nhân dân hiến bao nhiêu đất?", "Nhân dân phường Kim Sơn hiến trên 2.700m2 đất [1]."
PARTY_QUESTION = "Chi bộ Kim Sơn giới thiệu ai vào quy hoạch bí thư chi bộ?"


def answered(folder: Path, question: str, llm: LanguageModel | None) -> Answer:
    assistant = assemble(Settings(data=folder, llm=llm))
    list(assistant.library.add([LAND, PARTY]))
    answer = assistant.service.answer(
        Question(text=question, audiences=frozenset({Audience.PUBLIC, Audience.PARTY}), today=date(2026, 11, 24)))
    assistant.library.close()
    return answer


def test_without_a_language_model_answers_are_in_the_words_of_the_documents(tmp_path: Path):
    assert rendering.text(answered(tmp_path, QUESTION, None)) == f"{LAND.text.strip()} [1]"


def test_a_language_model_says_an_answer_again_and_the_quote_stays(tmp_path: Path):
    with LanguageServer(SMOOTHER) as server:
        answer = answered(tmp_path, QUESTION, LanguageModel(server.url, "mau", Secret("khoa"), local=False))
    assert rendering.text(answer) == "Nhân dân phường Kim Sơn hiến trên 2.700m2 đất. [1]"
    assert [citation.quote for citation in answer.citations] == [LAND.text.strip()]
    assert server.keys == ["Bearer khoa"]


@pytest.mark.parametrize(("local", "asked"), [(False, 0), (True, 1)])
def test_party_passages_go_to_a_local_language_model_alone(tmp_path: Path, local: bool, asked: int):
    with LanguageServer("Đồng chí Lê Văn Mẫu [1].") as server:
        answer = answered(tmp_path, PARTY_QUESTION, LanguageModel(server.url, "mau", None, local=local))
    assert answer.citations[0].audience is Audience.PARTY
    assert len(server.requests) == asked
