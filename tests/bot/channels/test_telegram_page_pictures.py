"""What a scanned page looks like, below its passage: for those who may read it, at the moment of the press."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Picture
from fakes import report

ADMIN = 5
TEXT = "Phường khen thưởng 05 tập thể.\nPhường trồng 1.200 cây xanh."
TURN = TEXT.index("Phường trồng")
PAGES = {"pages": (0, TURN), "pictures": (Picture(1, b"\xff\xd8 mot"), Picture(2, b"\xff\xd8 hai"))}
SCAN = report("quet", TEXT, title="Bản quét", **PAGES)
PARTY = report("chi-bo", "Chi bộ họp.\nBế mạc.", audience=Audience.PARTY, **PAGES)
TYPED = report("go", "Không có ảnh.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    library = assemble(Settings(data=folder / "data")).library
    list(library.add([SCAN, PARTY, TYPED]))         # passages 1 and 2, 3 and 4, 5
    library.close()
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]):
        yield api


@pytest.fixture
def resident(api: BotApi) -> Chat:
    return api.private(1001)


def opened(chat: Chat, passage: int) -> Message:
    before = len(chat.heard())
    chat.press(chat.ask("/trogiup"), f"p:{passage}:0:5")
    return chat.next_after(before + 1)


def test_the_page_of_a_passage_is_sent_with_where_it_stands(resident: Chat) -> None:
    shown = opened(resident, 1)
    picture = resident.open(shown, shown.button("Ảnh trang"))

    assert shown.buttons == ["Đoạn sau ▶", "🖼 Ảnh trang"]
    assert (picture.photo, picture.data) == (True, b"\xff\xd8 mot")
    assert picture.text == "Bản quét\n12/3/2024 – trang 1, đoạn 1"
    following = resident.turn(shown, shown.button("Đoạn sau"))
    assert resident.open(following, following.button("Ảnh trang")).data == b"\xff\xd8 hai"


def test_what_was_typed_has_no_picture(resident: Chat) -> None:
    assert opened(resident, 5).buttons == []
    assert resident.press(resident.heard()[-1], "pic:5:0").answer == messages.GONE


@pytest.mark.parametrize("data", ["pic:3:0", "pic:99:0", "pic:3:999999999"])
def test_nobody_sees_a_page_of_what_he_may_not_read(resident: Chat, data: str) -> None:
    assert resident.press(resident.ask("/trogiup"), data).answer == messages.GONE


def test_access_is_asked_again_at_the_press(api: BotApi, resident: Chat, folder: Path) -> None:
    admin, shown = api.private(ADMIN), opened(resident, 2)
    admin.ask("/tat chủ đề cây xanh")
    assert resident.press(shown, shown.button("Ảnh trang")).answer == "Phường tạm dừng trả lời về “cây xanh”."
    admin.ask("/bat chủ đề cây xanh")
    library = assemble(Settings(data=folder / "data")).library
    library.set_hidden("quet", True)
    assert resident.press(shown, shown.button("Ảnh trang")).answer == messages.GONE
    library.set_hidden("quet", False)
    library.close()
