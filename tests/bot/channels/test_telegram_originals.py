"""The file of a document on Telegram: who asks for it gets it whole, and nobody gets what is not for him."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.people import Role
from bot.settings import Settings
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Document, Original
from retrieval.library import Library

ADMIN, PARTY = 5, 6
LAND = Document("hien-dat", "Hiến đất mở đường", date(2025, 6, 15), Audience.PUBLIC,
                "Nhân dân Bến Đá đã hiến 2.750 m² đất.",
                original=Original("Hiến đất (bản ký).pdf", bytes(range(256)) * 8_000))
NOTICE = Document("thong-bao", "Thông báo số 15", date(2025, 6, 16), Audience.PUBLIC,
                  "Thông báo về tiêm phòng\nSố: 15-TB/ĐU\nTiêm phòng chó mèo tại 7 khu phố.",
                  original=Original("Thông báo.docx", b"thong bao"))
PAGE = Document("cau", "Khánh thành cầu", date(2025, 6, 17), Audience.PUBLIC, "Cầu Ba Lung dài 75 m.",
                "https://phường.vn/tin tức")
LINE = Document("ke", "Kè Bến Đá", date(2025, 6, 18), Audience.PUBLIC, "Kè Bến Đá dài 10 m.", "kho.jsonl")
SECRET = Document("chi-bo", "Chi bộ họp", date(2025, 7, 2), Audience.PARTY, "Chi bộ giới thiệu đồng chí Lê Văn Mẫu.",
                  original=Original("Chi bộ.docx", "Lê Văn Mẫu".encode()))


@dataclass
class Ward:
    """A running bot, and the passage that each document begins with."""

    api: BotApi
    process: BotProcess
    folder: Path
    passages: dict[str, int]

    def library(self) -> Library:
        """Return the documents as another process changes them."""
        return assemble(Settings(data=self.folder / "data")).library

    def opened(self, chat: Chat, document: str, *, user: int | None = None) -> Message:
        """Return an opened passage of a document."""
        before = len(chat.heard())
        chat.press(chat.ask("/hoi Nhân dân hiến bao nhiêu đất?", user=user), f"p:{self.passages[document]}:0:9", user=user)
        return chat.next_after(before + 1)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("originals")
    library = assemble(Settings(data=folder / "data")).library
    everybody, documents = frozenset(Audience), [LAND, NOTICE, PAGE, LINE, SECRET]
    list(library.add(documents))
    passages = {one.id: library.document_passages(one.id, audiences=everybody)[0].id for one in documents}
    library.close()
    with ExitStack() as stack:
        api = stack.enter_context(BotApi())
        process = stack.enter_context(BotProcess(api, folder, admins=[ADMIN]))
        link = api.private(ADMIN).ask("/moi đảng viên").text.split("?start=")[1].split()[0]
        assert api.private(PARTY).ask(f"/start {link}").text == messages.ROLE_GRANTED[Role.PARTY]
        yield Ward(api, process, folder, passages)


def button(document: str, ward: Ward) -> str:
    return f"goc:{ward.passages[document]}"


def files(chat: Chat) -> list[tuple[str | None, bytes]]:
    """Return the files that a chat was sent."""
    return [(message.document, message.data) for message in chat.heard() if message.document is not None]


def sent(document: Document) -> tuple[str, bytes]:
    assert document.original is not None
    return document.original.name, document.original.data


def test_below_a_passage_its_file_is_handed_over_whole_under_its_own_name(ward: Ward) -> None:
    resident = ward.api.private(1001)
    passage = ward.opened(resident, "hien-dat")
    assert passage.buttons == [messages.ORIGINAL_FILE]
    before = len(resident.heard())

    assert resident.press(passage, passage.button("Tệp gốc")).answer == messages.SENDING_FILE
    file = resident.next_after(before)
    assert (file.document, file.data, file.reply_to) == (*sent(LAND), passage.id)


def test_a_second_press_sends_nothing_new_but_other_chats_are_served(ward: Ward) -> None:
    resident, other = ward.api.private(1002), ward.api.private(1003)
    passage = ward.opened(resident, "hien-dat")
    answers = [resident.press(passage, passage.button("Tệp gốc")).answer for _ in range(3)]
    ward.opened(resident, "hien-dat")           # people take turns: all is done by now

    assert answers == [messages.SENDING_FILE, messages.FILE_IS_THERE, messages.FILE_IS_THERE]
    assert files(resident) == [sent(LAND)]
    other.press(ward.opened(other, "hien-dat"), button("hien-dat", ward))
    ward.opened(other, "hien-dat")
    assert files(other) == [sent(LAND)]


def test_a_card_of_a_document_that_is_there_offers_its_file(ward: Ward) -> None:
    resident = ward.api.private(1004)
    card = resident.ask("/vanban 15-TB/ĐU")
    assert [messages.OPEN_ORIGINAL, messages.ORIGINAL_FILE] in [[one.text for one in row] for row in card.rows]

    file = resident.open(card, card.button("Tệp gốc"))
    assert (file.document, file.data) == sent(NOTICE)


def test_a_page_of_the_web_is_linked_and_a_line_of_json_has_no_file(ward: Ward) -> None:
    resident = ward.api.private(1005)
    [[link]] = ward.opened(resident, "cau").rows
    assert (link.text, link.url) == (messages.ORIGINAL_PAGE, "https://xn--phng-rib8295b.vn/tin%20t%E1%BB%A9c")
    line = ward.opened(resident, "ke")
    assert line.buttons == []
    for document in ("cau", "ke"):
        assert resident.press(line, button(document, ward)).answer == messages.GONE


def test_what_is_for_party_members_is_handed_to_them_alone_and_never_in_a_group(ward: Ward) -> None:
    member, resident, admin, group = *map(ward.api.private, (PARTY, 1006, ADMIN)), ward.api.group(50)
    passage = ward.opened(member, "chi-bo")
    file = member.open(passage, passage.button("Tệp gốc"))
    assert (file.document, file.data) == sent(SECRET)

    below = [(resident, resident.ask("?"), 1006), (resident, passage, 1006), (admin, admin.ask("?"), ADMIN)]
    below += [(group, ward.opened(group, "hien-dat", user=user), user) for user in (PARTY, ADMIN, 1006)]
    for chat, message, user in below:
        assert chat.press(message, button("chi-bo", ward), user=user).answer == messages.GONE
    assert [files(chat) for chat in (resident, admin, group)] == [[], [], []]


def test_in_a_group_what_is_public_is_sent_to_the_group_once(ward: Ward) -> None:
    group = ward.api.group(51)
    passage = ward.opened(group, "hien-dat", user=1007)
    answers = [group.press(passage, passage.button("Tệp gốc"), user=user).answer for user in (1007, PARTY)]
    ward.opened(group, "hien-dat", user=1007)

    assert answers == [messages.SENDING_FILE, messages.FILE_IS_THERE]
    assert files(group) == [sent(LAND)]


@pytest.mark.parametrize("data", ["goc:0", "goc:999", "goc:-1", "goc:1 ", "goc:", "goc:" + "9" * 18, "goc:" + "9" * 19,
                                  "goc:1:2"])
def test_a_forged_button_hands_over_nothing(ward: Ward, data: str) -> None:
    resident = ward.api.private(1008)
    assert resident.press(resident.ask("/hoi Nhân dân hiến bao nhiêu đất?"), data).answer == messages.GONE
    assert files(resident) == []


def test_an_upload_that_telegram_refuses_is_told_and_may_be_tried_again(ward: Ward) -> None:
    resident = ward.api.private(1009)
    passage = ward.opened(resident, "thong-bao")
    ward.api.refuse("sendDocument", Refusal(400, "Bad Request: wrong file"), chat=resident)

    assert resident.open(passage, passage.button("Tệp gốc")).text == messages.FAILED
    assert resident.open(passage, passage.button("Tệp gốc")).document == "Thông báo.docx"
    assert "thong bao" not in ward.process.log


def test_an_old_button_obeys_what_became_of_its_document(ward: Ward) -> None:
    old = Document("kho", "Kho", date(2025, 8, 1), Audience.PUBLIC, "Kho cũ có 3 gian.", original=Original("cu.txt", b"cu"))
    new = replace(old, text="Kho mới có 4 gian.", original=Original("moi.txt", b"moi"))
    library = ward.library()
    list(library.add([old]))
    [stored] = library.document_passages("kho", audiences=frozenset(Audience))
    ward.passages["kho"] = stored.id
    resident = ward.api.private(1010)
    passage = ward.opened(resident, "kho")

    list(library.add([new]))
    file = resident.open(passage, passage.button("Tệp gốc"))
    assert (file.document, file.data) == ("cu.txt", b"cu")           # what the passage was read from
    library.edit("kho", audience=Audience.PARTY)
    assert resident.press(passage, passage.button("Tệp gốc")).answer == messages.GONE
    library.edit("kho", audience=Audience.PUBLIC)
    library.set_hidden("kho", True)
    assert resident.press(passage, passage.button("Tệp gốc")).answer == messages.GONE
    library.set_hidden("kho", False)
    library.remove("kho")
    assert resident.press(passage, passage.button("Tệp gốc")).answer == messages.GONE
    library.close()
    assert len(files(resident)) == 1
