"""The register of references: look-ups, cards, answers, and what nobody may learn from it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.mention_table import Confirmed, Status
from corpus.relations import Tie
from corpus.store import SqliteStore
from fakes import report
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.by_number import asks_for_deeds
from retrieval.card import Card
from retrieval.library import Library
from retrieval.question import Outcome, Question
from retrieval.register import Entry, is_number_alone
from retrieval.searching import Searcher

PUBLIC = frozenset({Audience.PUBLIC})
PARTY = PUBLIC | {Audience.PARTY}
REVIEW = """\
Đảng uỷ phường Bến Đá sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ Chính trị
Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị khóa XIII về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập Bác”.
Phường đã thực hiện 45 công trình trị giá 58 tỷ đồng. Phấn đấu năm tới hoàn thành 60 công trình.
Thực hiện Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 của Đảng ủy phường về chỉnh trang đô thị, phường đã lắp 164 bóng điện.
Tại hội nghị, Đảng ủy khen thưởng 05 tập thể và 06 cá nhân.
"""
TOWN = "Nhân dân hiến 614 m2 đất, cụ thể hóa Nghị quyết số 05-NQ/ĐU nhiệm kỳ 2020 - 2025 về chỉnh trang đô thị.\n"
DIGITAL = "Phường triển khai Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 của Đảng ủy phường về chuyển đổi số.\n"
SECRET = """\
Kết luận về kiểm tra chi bộ
Số 07-KL/ĐU
Sông Trăng, ngày 14 tháng 7 năm 2026
Căn cứ Quy định số 66-QĐ/TW ngày 06/02/2023 của Ban Bí thư về thể loại văn bản của Đảng.
Theo Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị, đã kiểm điểm 587 đồng chí.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = library_in(tmp_path)
    list(library.add([
        report("so-ket", REVIEW, issued=date(2024, 8, 30), title="Sơ kết"),
        report("hien-dat", TOWN, issued=date(2024, 11, 12), title="Hiến đất"),
        report("so-hoa", DIGITAL, issued=date(2026, 3, 1), title="Chuyển đổi số"),
        report("kiem-tra", SECRET, issued=date(2026, 7, 20), title="Kiểm tra", audience=Audience.PARTY)]))
    yield library
    library.close()


@pytest.fixture
def service(library: Library) -> AnswerService:
    return AnswerService(library, Searcher(library))


def numbers(entries: tuple[Entry, ...]) -> list[tuple[str, int | None]]:
    return [(entry.canonical, entry.year) for entry in entries]


def card(service: AnswerService, text: str, audiences: frozenset[Audience] = PUBLIC) -> Card:
    [entry] = service.by_number.register.find(text, audiences=audiences).entries
    return service.by_number.cards.card(entry, audiences=audiences)


# ------------------------------------------------------------------------------------------------------------ looking up

@pytest.mark.parametrize("text", [
    "05-CT/TW", "5-ct/tw", "CT05", "ct 05", "chỉ thị 05", "chi thi so 5", "Chỉ thị số 05 của Bộ Chính trị"])
def test_a_document_is_found_however_its_number_is_typed(service: AnswerService, text: str):
    assert numbers(service.by_number.register.find(text, audiences=PUBLIC).entries) == [("05-CT/TW", None)]


def test_a_number_given_twice_is_asked_back_and_the_year_tells_them_apart(service: AnswerService):
    find = service.by_number.register.find
    assert numbers(find("nq 05", audiences=PUBLIC).entries) == [("05-NQ/ĐU", 2025), ("05-NQ/ĐU", 2021)]
    assert numbers(find("05-NQ/ĐU năm 2021", audiences=PUBLIC).entries) == [("05-NQ/ĐU", 2021)]
    assert numbers(find("nq 05 năm 2025", audiences=PUBLIC).entries) == [("05-NQ/ĐU", 2025)]


def test_a_mention_without_a_date_belongs_to_the_term_that_it_names(service: AnswerService):
    entry = service.by_number.register.find("05-NQ/ĐU năm 2021", audiences=PUBLIC).entries[0]
    assert [tally.document for tally in entry.tallies] == ["hien-dat", "so-ket"]


def test_an_unknown_number_is_met_with_the_nearest(service: AnswerService):
    found = service.by_number.register.find("kl 09", audiences=PUBLIC)
    assert (found.asked, found.entries, numbers(found.nearest)) == ("KL 09", (), [("01-KL/TW", None)])


def test_a_number_alone_is_told_from_a_question():
    assert all(map(is_number_alone, ("05-CT/TW", "CT05", "chỉ thị số 05?", "văn bản 05-CT/TW", "kl 01")))
    assert not any(map(is_number_alone, ("CT05 nói về gì", "05", "kế hoạch 5 năm", "phường có gì mới", "")))


# ---------------------------------------------------------------------------------------------------------------- cards

def test_a_card_tells_what_the_reports_say(service: AnswerService):
    shown = card(service, "kl 01")
    assert (shown.name, shown.body) == ("Kết luận", "Bộ Chính trị")
    assert shown.subject is not None
    assert shown.subject.quote == "về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập Bác”"
    assert [result.quote for result in shown.results] == [
        "Phường đã thực hiện 45 công trình trị giá 58 tỷ đồng.",
        "Tại hội nghị, Đảng ủy khen thưởng 05 tập thể và 06 cá nhân."]
    assert [(one.tie, one.outward, one.other) for one in shown.related] == [
        (Tie.REVIEWS, False, None), (Tie.CONTINUES, True, "05-CT/TW")]
    assert [(mention.document, mention.paragraph) for mention in shown.mentions] == [("so-ket", 1), ("so-ket", 2)]


def test_the_other_side_sees_the_relation_the_other_way_round(service: AnswerService):
    assert [(one.tie, one.outward, one.other) for one in card(service, "ct 05").related] == [
        (Tie.CONTINUES, False, "01-KL/TW")]


def test_every_quote_of_a_card_is_in_the_store_letter_by_letter(service: AnswerService, library: Library):
    for entry in service.by_number.register.entries(audiences=PARTY):
        shown = service.by_number.cards.card(entry, audiences=PARTY)
        quotes = [*shown.mentions, *shown.results, *(one.citation for one in shown.related)]
        for quote in [*quotes, *([shown.subject] if shown.subject else [])]:
            assert library.excerpt(quote.document, quote.start, quote.end) == quote.quote


def test_the_original_is_opened_by_those_who_may_have_it(service: AnswerService):
    shown = card(service, "07-KL/ĐU", PARTY)
    assert shown.original is not None
    assert (shown.original.document, shown.original.passage.ordinal) == ("kiem-tra", 0)
    assert shown.entry.issued == date(2026, 7, 14)
    assert [(one.tie, one.outward, one.other) for one in shown.related] == [(Tie.BASED_ON, True, "66-QĐ/TW")]


# --------------------------------------------------------------------------------------------------------------- access

@pytest.mark.parametrize("text", ["07-KL/ĐU", "kl 07", "66-QĐ/TW", "quy định 66", "07"])
def test_a_resident_learns_nothing_of_what_only_party_documents_name(service: AnswerService, text: str):
    find = service.by_number.register.find
    assert find(text, audiences=PARTY).entries
    found = find(text, audiences=PUBLIC)
    assert found.entries == ()
    assert not {"07-KL/ĐU", "66-QĐ/TW"} & {entry.canonical for entry in found.nearest}


def test_what_only_a_party_document_says_of_a_public_number_stays_there(service: AnswerService):
    public, party = card(service, "05-CT/TW"), card(service, "05-CT/TW", PARTY)
    assert (public.entry.issued, party.entry.issued) == (None, date(2016, 5, 15))
    assert {quote.document for quote in (*public.mentions, *public.results)} == {"so-ket"}
    assert {quote.document for quote in party.mentions} == {"so-ket", "kiem-tra"}


def test_a_button_made_for_a_party_member_opens_nothing_for_a_resident(service: AnswerService):
    [entry] = service.by_number.register.find("07-KL/ĐU", audiences=PARTY).entries
    assert service.by_number.register.by_key(entry.key, audiences=PUBLIC) == ()
    assert service.by_number.register.by_key(entry.key, audiences=PARTY) == (entry,)


def test_what_is_confirmed_for_party_members_is_not_told_to_residents(service: AnswerService, library: Library):
    library.confirm(Confirmed("05-CT/TW", date(2016, 5, 15), "riêng", None, Status.IN_FORCE, Audience.PARTY))
    assert card(service, "05-CT/TW").entry.confirmed is None
    assert card(service, "05-CT/TW", PARTY).entry.confirmed is not None


# --------------------------------------------------------------------------------------------------------- kept in step

def test_the_register_follows_what_is_added_replaced_hidden_and_removed(service: AnswerService, library: Library):
    def known() -> list[str]:
        return [entry.canonical for entry in service.by_number.register.find("ct 9", audiences=PUBLIC).entries]
    assert known() == []
    list(library.add([report("moi", "Triển khai Chỉ thị số 09-CT/TU của Tỉnh ủy.")]))
    assert known() == ["09-CT/TU"]
    library.set_hidden("moi", True)
    assert known() == []
    library.set_hidden("moi", False)
    assert known() == ["09-CT/TU"]
    list(library.add([report("moi", "Triển khai Chỉ thị số 09-CT/TW.")]))
    assert known() == ["09-CT/TW"]
    library.remove("moi")
    assert known() == []


def test_mentions_that_another_version_read_are_read_again(tmp_path: Path, library: Library):
    store = SqliteStore(tmp_path)
    before = store.tallies(audiences=PARTY)
    for known in ("0 1", "0 99"):
        store.set_fact("mentions", known)
        assert store.tallies(audiences=PARTY) == before != []
    store.close()


def test_a_changed_date_or_audience_and_an_undone_removal_are_followed(library: Library, service: AnswerService):
    def seen(audiences: frozenset[Audience]) -> list[date | None]:
        entries = service.by_number.register.find("07-KL/ĐU", audiences=audiences).entries
        return [tally.issued for entry in entries for tally in entry.tallies if tally.own]
    library.edit("kiem-tra", issued=date(2026, 8, 1))
    assert (seen(PUBLIC), seen(PARTY)) == ([], [date(2026, 8, 1)])
    library.edit("kiem-tra", audience=Audience.PUBLIC)
    assert seen(PUBLIC) == [date(2026, 8, 1)]
    library.edit("kiem-tra", audience=Audience.PARTY)
    assert seen(PUBLIC) == []
    library.remove("kiem-tra")
    assert seen(PARTY) == []
    library.undo()
    assert seen(PARTY) == [date(2026, 8, 1)]


def test_a_backup_brings_back_what_was_confirmed_and_what_is_named(tmp_path: Path, library: Library, service: AnswerService):
    given = Confirmed("05-CT/TW", None, "Học Bác", None, None, Audience.PUBLIC)
    library.confirm(given)
    library.back_up(tmp_path / "sao-luu.sqlite")
    library.remove("so-ket")
    library.withdraw("05-CT/TW", None)
    assert service.by_number.register.find("05-CT/TW", audiences=PUBLIC).entries == ()
    library.restore(tmp_path / "sao-luu.sqlite")
    assert card(service, "05-CT/TW").entry.confirmed == given


def test_what_an_admin_confirmed_outlives_the_documents(service: AnswerService, library: Library):
    issued = date(2016, 5, 15)
    library.confirm(Confirmed("05-CT/TW", issued, None, "Bộ Chính trị khóa XII", Status.REPLACED, Audience.PUBLIC))
    list(library.add([report("so-ket", REVIEW + "Thêm một dòng.\n", issued=date(2024, 8, 30))]))
    entry = card(service, "ct 05").entry
    assert entry.confirmed is not None
    assert (entry.issued, entry.days, entry.confirmed.status) == (issued, None, Status.REPLACED)
    assert library.withdraw("05-CT/TW", issued)
    assert card(service, "ct 05").entry.confirmed is None


# -------------------------------------------------------------------------------------------------------------- answers

def asked(service: AnswerService, text: str, audiences: frozenset[Audience] = PUBLIC) -> tuple[Outcome | None, list[str]]:
    question = Question(text=text, audiences=audiences, today=date(2026, 11, 24))
    answer = service.by_number.answer(question, text)
    return (answer.outcome, [citation.quote for citation in answer.citations]) if answer else (None, [])


def test_what_was_done_is_answered_with_what_was_counted(service: AnswerService):
    assert asked(service, "phường đã làm gì để thực hiện Kết luận 01?") == (Outcome.ANSWERED, [
        "Phường đã thực hiện 45 công trình trị giá 58 tỷ đồng.",
        "Tại hội nghị, Đảng ủy khen thưởng 05 tập thể và 06 cá nhân."])


def test_what_a_document_is_about_is_answered_with_the_sentence_that_says_so(service: AnswerService):
    outcome, quotes = asked(service, "CT05 nói về gì")
    assert outcome is Outcome.ANSWERED
    assert quotes == [REVIEW.splitlines()[1]]


def test_a_number_given_twice_is_ambiguous(service: AnswerService):
    assert asked(service, "nq 05 nói về gì")[0] is Outcome.AMBIGUOUS


def test_other_questions_and_unknown_documents_are_left_to_the_ordinary_answer(service: AnswerService):
    assert asked(service, "Ai ký Kết luận 01?") == (None, [])
    assert asked(service, "kl 09 nói về gì") == (None, [])
    assert asked(service, "kl 07 nói về gì") == (None, [])


def test_a_message_that_is_just_a_number_is_answered_from_the_register(service: AnswerService):
    answer = service.answer(Question(text="kl 01", audiences=PUBLIC, today=date(2026, 11, 24)))
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.quote for citation in answer.citations] == [
        REVIEW.splitlines()[1], "Phường đã thực hiện 45 công trình trị giá 58 tỷ đồng."]


# --------------------------------------------------------------------------------------------------------------- deeds

@pytest.mark.parametrize("text", [
    "Phường đã làm gì để thực hiện Kết luận 01?", "Phường đã thực hiện Kết luận 01 như thế nào?",
    "phuong lam duoc gi theo ket luan 01", "Kết luận số 01-KL/TW đạt được gì?", "Kết quả triển khai Kết luận 01",
])
def test_what_was_done_about_a_document_is_told_by_the_sentences_that_count_it(service: AnswerService, text: str):
    answer = service.answer(Question(text=text, audiences=PUBLIC, today=date(2026, 11, 24)))

    assert answer.outcome is Outcome.ANSWERED
    assert [statement.text for statement in answer.statements] == [
        "Phường đã thực hiện 45 công trình trị giá 58 tỷ đồng.",
        "Tại hội nghị, Đảng ủy khen thưởng 05 tập thể và 06 cá nhân."]


@pytest.mark.parametrize(("text", "asks"), [
    ("Phường đã làm gì để thực hiện Kết luận 01?", True), ("Kết luận 01 đến nay kết quả ra sao?", True),
    ("Kết quả khen thưởng theo Kết luận 01?", False), ("Năm 2024 phường làm gì để thực hiện Kết luận 01?", False),
    ("Phường Bến Đá làm được gì theo Kết luận 01?", False), ("Kết luận 01 nói về gì?", False),
    ("Phường đã làm gì?", False), ("Phường xây bao nhiêu công trình theo Kết luận 01?", False),
])
def test_only_a_question_for_all_that_was_done_prefers_the_register(text: str, asks: bool):
    assert asks_for_deeds(text) is asks
