"""Several things that a question may mean, follow-ups, and forgetting them: the real bot in a conversation."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from corpus.document import Audience, Document

OLD = Document("bao-cao-2024", "Phường Bến Đá sơ kết công tác", date(2024, 8, 30), Audience.PUBLIC, """\
Phường Bến Đá sơ kết công tác
Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 của Đảng ủy về chỉnh trang đô thị đã làm thay đổi bộ mặt của phường.
UBND phường Bến Đá khen thưởng 05 tập thể và 06 cá nhân điển hình trong phong trào hiến đất mở đường.
""")
NEW = Document("bao-cao-2026", "Phường Sông Trăng tổng kết công tác", date(2026, 5, 20), Audience.PUBLIC, """\
Phường Sông Trăng tổng kết công tác
Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 của Đảng ủy về chuyển đổi số được 24 chi bộ thực hiện.
""")
PARTY = Document("chi-bo", "Chi bộ bàn công tác nhân sự", date(2026, 6, 1), Audience.PARTY, """\
Chi bộ bàn công tác nhân sự
Nghị quyết số 05-NQ/ĐU ngày 02/4/2026 của Đảng ủy về quy hoạch cán bộ chưa công bố.
""")
QUESTION = "Nghị quyết 05-NQ/ĐU nói về việc gì?"
CHOICES = ["Nghị quyết số 05-NQ/ĐU ngày 12/3/2021", "Nghị quyết số 05-NQ/ĐU ngày 20/11/2025"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("choices")
    library = assemble(Settings(data=folder / "data")).library
    for _ in library.add([OLD, NEW, PARTY]):
        pass
    library.close()
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with ExitStack() as stack:
        api = stack.enter_context(BotApi())
        stack.enter_context(BotProcess(api, folder))
        yield api


@pytest.fixture
def resident(api: BotApi) -> Chat:
    return api.private(1001)


def test_several_documents_of_one_number_are_offered_and_the_question_stands_above_them(resident: Chat) -> None:
    asked_back = resident.ask(QUESTION)

    assert asked_back.marked("blockquote") == [QUESTION]
    assert f"{messages.AMBIGUOUS}\n1. {CHOICES[0]}\n2. {CHOICES[1]}" in asked_back.text
    assert asked_back.buttons == CHOICES


def test_what_is_chosen_is_asked_with_the_question_completed(resident: Chat) -> None:
    answer = resident.open(asked_back := resident.ask(QUESTION), asked_back.button(CHOICES[1]))

    assert answer.marked("blockquote") == [f"{CHOICES[1]} nói về việc gì?"]
    assert "về chuyển đổi số" in answer.text


def test_a_second_press_answers_again_and_so_does_the_other_button(resident: Chat) -> None:
    asked_back = resident.ask(QUESTION)
    answers = [resident.open(asked_back, asked_back.button(label)).text for label in (CHOICES[0], CHOICES[1], CHOICES[0])]

    assert answers[0] == answers[2]
    assert ["chỉnh trang đô thị" in answer for answer in answers] == [True, False, True]


def test_what_only_party_members_may_read_is_no_choice_for_a_resident(resident: Chat) -> None:
    assert "02/4/2026" not in resident.ask(QUESTION).text


@pytest.mark.parametrize("data", ["c:0:0:5", "c:0:0:9999", "c:0:9:1", "c:7:0:19", "c:0:0:", "c:a:b:c"])
def test_a_forged_choice_opens_nothing(resident: Chat, data: str) -> None:
    asked_back = resident.ask(QUESTION)
    before = len(resident.heard())
    assert resident.press(asked_back, data).answer == messages.GONE
    resident.settle()
    assert len(resident.heard()) == before


def test_a_choice_still_works_after_the_bot_was_started_again(folder: Path) -> None:
    with BotApi() as api:
        person = api.private(1)
        with BotProcess(api, folder) as bot:
            asked_back = person.ask(QUESTION)
            bot.stop()
        with BotProcess(api, folder):
            assert "về chuyển đổi số" in person.open(asked_back, asked_back.button(CHOICES[1])).text


# ----------------------------------------------------------------------------------------------------------- follow-ups

FIRST, FOLLOW_UP = "Phường Bến Đá khen thưởng bao nhiêu tập thể?", "còn cá nhân thì sao?"


def test_a_follow_up_is_understood_until_the_person_asks_to_forget(api: BotApi) -> None:
    person = api.private(2001)
    person.ask(FIRST)
    assert person.ask(FOLLOW_UP).marked("bold") == ["05 tập thể và 06 cá nhân"]

    assert person.ask("/quen").text == messages.FORGOTTEN
    assert person.ask(FOLLOW_UP).marked("bold") == []


def test_in_a_group_nobody_follows_up_on_what_another_person_asked(api: BotApi) -> None:
    group = api.group(-100)
    group.ask(f"/hoi {FIRST}", user=1)

    assert group.ask(f"/hoi {FOLLOW_UP}", user=2).marked("bold") == []
    assert group.ask(f"/hoi {FOLLOW_UP}", user=1).marked("bold") == ["05 tập thể và 06 cá nhân"]


def test_a_private_question_is_not_followed_up_in_a_group(api: BotApi) -> None:
    api.private(3001).ask(FIRST)
    assert api.group(-101).ask(f"/hoi {FOLLOW_UP}", user=3001).marked("bold") == []
