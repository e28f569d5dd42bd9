"""/tat chủ đề: what is about a topic is not answered anywhere, from the next question on, until it is switched on again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from bot import messages
from bot.assembly import assemble
from bot.people import Role
from bot.records import Records
from bot.settings import Address, Settings
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from corpus.document import Audience, Original
from fakes import report
from retrieval.question import ClosedTopic, Outcome, Question, Reason
from webserver import served

ADMIN, MEMBER = 5, 6
OFFICE = "Văn phòng UBND phường"
QUESTION = "Nhân dân đã hiến bao nhiêu đất?"
ELSEWHERE = "Tuyến đường dài bao nhiêu?"         # answered by a passage of the same report
CLOSED = "Phường tạm dừng trả lời về “hiến đất”: đang rà soát số liệu. Ông/bà vui lòng liên hệ Văn phòng UBND phường."
PLAIN = CLOSED.replace(": đang rà soát số liệu", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("closed")
    ward.fill(folder / "data")
    Records(folder / "data", admins=()).members.grant(MEMBER, Role.PARTY, "Đảng viên", by=ADMIN, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN], settings={"HOIPHUONG_OFFICE": OFFICE}):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Iterator[Chat]:
    chat = api.private(ADMIN)
    yield chat
    chat.ask("/bat chủ đề hiến đất")


def test_from_that_moment_nobody_is_answered_on_the_topic_and_its_passages_do_not_open(api: BotApi, admin: Chat) -> None:
    person = api.private(401)
    answer = person.ask(QUESTION)
    passage = person.open(answer, answer.button("[1]"))
    said = admin.ask("/tat chu de hien dat | đang rà soát số liệu")

    assert said.text == (
        "Đã tắt chủ đề. Người hỏi sẽ thấy: Phường tạm dừng trả lời về “hiến đất”: đang rà soát số liệu.\n"
        "Quản trị viên vẫn hỏi được. Bật lại bằng nút bên dưới, hoặc: /bat chủ đề hiến đất")
    for question in (QUESTION, "nhan dan hien bao nhieu dat", ELSEWHERE):
        assert person.ask(question).text == CLOSED
        assert api.private(MEMBER).ask(question).text == CLOSED
    assert person.heard()[-1].buttons == []
    assert api.group(41).ask(f"/hoi {QUESTION}", user=ADMIN).text == CLOSED
    [offered] = person.inline(QUESTION)
    assert offered["input_message_content"]["message_text"] == CLOSED
    closed = "Phường tạm dừng trả lời về “hiến đất”: đang rà soát số liệu."
    assert person.press(answer, answer.button("[1]")).answer == closed
    assert person.press(passage, passage.button("Đoạn sau")).answer == closed
    assert person.ask("/moinhat").text == messages.EMPTY_CORPUS
    assert ward.LAND.title in admin.ask("/moinhat").text


def test_admins_still_ask_and_read_that_it_is_off(admin: Chat) -> None:
    admin.ask("/tat chủ đề hiến đất")
    answer = admin.ask(QUESTION)

    assert "(Chủ đề “hiến đất” đang tắt: chỉ quản trị viên nhận được câu trả lời này.)" in answer.text
    assert "2.750" in answer.text
    assert not any("Chia sẻ" in button for button in answer.buttons)
    assert "2.750" in admin.open(answer, answer.button("[1]")).text
    before = len(admin.heard())
    assert "đang tắt" in admin.ask(f"/thu {QUESTION}").text
    assert admin.next_after(before + 1).text.startswith("Hiểu là:")


def test_what_is_off_is_listed_and_switched_on_by_a_button_or_by_name(api: BotApi, admin: Chat) -> None:
    person = api.private(402)
    assert admin.ask("/tat").text == f"{messages.NO_TOPIC_CLOSED}\n{messages.REASON_WANTED}"
    admin.ask("/tat chủ đề hiến đất")
    admin.ask("/tat Chủ đề: lịch trực\nlịch đang thay đổi")
    shown = admin.ask("/tat")

    assert shown.text == "Các chủ đề đang tắt:\n• hiến đất\n• lịch trực – lịch đang thay đổi"
    assert shown.buttons == ["▶ Bật lại “hiến đất”", "▶ Bật lại “lịch trực”"]
    assert person.ask(QUESTION).text == PLAIN
    assert person.press(shown, shown.button("lịch trực")).answer == messages.GONE
    assert admin.turn(shown, shown.button("lịch trực")).text == "Các chủ đề đang tắt:\n• hiến đất"
    assert admin.ask("/bat").text == f"{messages.OPEN_NOW}\nCác chủ đề đang tắt:\n• hiến đất"
    assert admin.ask("/bat chu de hien dat").text == "Trợ lý lại trả lời về “hiến đất”."
    assert "2.750" in person.ask(QUESTION).text
    assert admin.ask("/bat chủ đề hiến đất").text == "Chủ đề “hiến đất” không tắt."
    journal = admin.ask("/nhatky").text
    for deed in ("tắt chủ đề – hiến đất", "tắt chủ đề – lịch trực – lịch đang thay đổi", "bật chủ đề – lịch trực"):
        assert f"quản trị viên: {deed}\n" in f"{journal}\n"


@pytest.mark.parametrize("words", ["/tat chủ đề", "/tat chủ đề là gì", f"/tat chủ đề {'a' * 81}", "/tat chủ đề | vì"])
def test_a_topic_is_named_in_a_few_words(admin: Chat, words: str) -> None:
    assert admin.ask(words).text == messages.TOPIC_WANTED
    assert admin.ask("/tat").text == f"{messages.NO_TOPIC_CLOSED}\n{messages.REASON_WANTED}"


def test_only_admins_switch_topics(api: BotApi) -> None:
    person = api.private(403)

    assert person.ask("/tat chủ đề hiến đất").text == messages.UNKNOWN_COMMAND
    assert person.ask("/bat chủ đề hiến đất").text == messages.UNKNOWN_COMMAND
    assert "2.750" in person.ask(QUESTION).text


def test_a_topic_stays_off_in_every_process_until_it_is_switched_on(tmp_path: Path) -> None:
    ward.fill(tmp_path)
    asked = Question(text=QUESTION, audiences=frozenset({Audience.PUBLIC}), today=date(2026, 11, 24))
    one, other = assemble(Settings(data=tmp_path)), assemble(Settings(data=tmp_path))
    assert other.service.answer(asked).outcome is Outcome.ANSWERED      # and remembered
    topic = one.records.closing.close_topic("hiến đất", "đang rà soát", now=datetime.now(UTC))

    answer = other.service.answer(asked)
    assert (answer.outcome, answer.reason, answer.closed) == (Outcome.REFUSED, Reason.CLOSED_TOPIC, topic)
    assert (answer.citations, answer.statements, answer.short) == ((), (), None)
    assert other.service.explain(asked).answer.outcome is Outcome.REFUSED
    assert assemble(Settings(data=tmp_path)).service.answer(asked).outcome is Outcome.REFUSED
    again = one.records.closing.close_topic("Hien dat", "", now=datetime.now(UTC))
    assert again == ClosedTopic("Hien dat", "", topic.number)
    one.records.closing.open_topic(topic.number)
    assert other.service.answer(asked).outcome is Outcome.ANSWERED


def test_the_web_says_so_too(tmp_path: Path) -> None:
    passages = ward.fill(tmp_path)
    assistant = assemble(Settings(data=tmp_path, web=Address("127.0.0.1", 0), office=OFFICE))
    filed = report("ho-so", "Hồ sơ hiến đất của tổ 7.", title="Hiến đất", original=Original("hien-dat.txt", b"tep goc"))
    list(assistant.library.add([filed]))
    [listed] = assistant.library.document_passages("ho-so", audiences=frozenset({Audience.PUBLIC}))
    assistant.records.closing.close_topic("hiến đất", "đang rà soát số liệu", now=datetime.now(UTC))
    with served(assistant) as address, httpx.Client(base_url=f"http://{address.host}:{address.port}",
                                                    trust_env=False) as client:
        answer = client.post("/api/ask", json={"question": QUESTION}).json()
        opened = client.get(f"/api/passage/{passages[ward.LAND.id][2]}")
        file = client.get(f"/api/original?passage={listed.id}")

    assert (answer["outcome"], answer["text"], answer["citations"]) == ("refused", CLOSED, [])
    for reply in (opened, file):
        assert reply.status_code == 403
        assert reply.json() == {"error": "Phường tạm dừng trả lời về “hiến đất”: đang rà soát số liệu."}


def test_a_list_of_what_happened_goes_on_without_it(tmp_path: Path) -> None:
    ward.fill(tmp_path)
    assistant = assemble(Settings(data=tmp_path))
    list(assistant.library.add([ward.Document("hoi-thi", "Hội thi nấu ăn của phường", date(2025, 6, 20), Audience.PUBLIC,
                                              "Sáng 20/6/2025, Hội Phụ nữ phường tổ chức hội thi nấu ăn.\n")]))
    asked = Question(text="Tháng 6/2025 phường có gì?", audiences=frozenset({Audience.PUBLIC}), today=date(2026, 11, 24))
    before = {citation.document for citation in assistant.service.answer(asked).citations}
    assistant.records.closing.close_topic("hiến đất", "", now=datetime.now(UTC))
    answer = assistant.service.answer(asked)

    assert before == {"hoi-thi", ward.LAND.id}
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.document for citation in answer.citations] == ["hoi-thi"]
    assert [one.citation for one in answer.statements] == [answer.citations[0].n]
