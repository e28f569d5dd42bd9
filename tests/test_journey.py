"""From a file to a message: one report's whole way, through the real engines and the shipped model."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot import rendering
from bot.assembly import Assistant, assemble
from bot.channels.telegram import formatting
from bot.channels.web import application
from bot.settings import Settings
from corpus.document import Audience
from corpus.reading import read
from retrieval.question import Outcome, Question

PUBLIC = frozenset({Audience.PUBLIC})
REPORT = """\
Chiều ngày 11/3, Đảng uỷ phường Bến Đá tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ Chính trị.
Văn nghệ chào mừng
Đồng chí Lê Văn Bình, Phó Bí thư Đảng uỷ phường báo cáo kết quả thực hiện
Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường <Bằng Lăng> & các ngõ.
Tại hội nghị, BTV Đảng ủy phường khen thưởng 05 tập thể và 06 cá nhân điển hình./.
"""
QUOTE = "Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường <Bằng Lăng> & các ngõ."


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return assemble(Settings(data=tmp_path))


def test_a_report_goes_in_a_question_is_answered_and_the_report_taken_out_again(assistant: Assistant):
    document = read("hoi-nghi.txt", REPORT.encode(), audience=Audience.PUBLIC, issued=date(2024, 3, 12), title="Hội nghị")
    assert [(added.document, added.passages) for added in assistant.library.add([document])] == [("hoi-nghi", 5)]

    question = Question(text="nguoi dan hien bao nhieu dat", audiences=PUBLIC, today=date(2026, 11, 24))
    answer = assistant.service.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [(citation.quote, citation.start) for citation in answer.citations] == [(QUOTE, REPORT.index(QUOTE))]

    assert rendering.plain(answer).splitlines()[-2:] == ["[1] Hội nghị – 12/3/2024 – đoạn 4", f"    “{QUOTE}”"]
    [message] = formatting.answer(answer)
    assert "đường &lt;Bằng Lăng&gt; &amp; các ngõ" in message
    reply = TestClient(application(assistant)).post("/api/ask", json={"question": question.text, "id": "q1"}).json()
    assert {**reply, "took_ms": 0} == json.loads(json.dumps({**rendering.to_json(answer, "q1"), "took_ms": 0}))

    assistant.library.remove("hoi-nghi")
    assert asyncio.run(asyncio.to_thread(assistant.service.answer, question)).outcome is Outcome.NOT_FOUND
    assert assistant.library.check().sound
