"""What was asked is kept masked, for some days, without ids, and gathered when it had no answer."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from bot.records import Records
from corpus.document import Audience
from fakes import HashingEmbedder
from retrieval.protocols import Vector

TODAY = date(2026, 3, 1)
PERSON, OTHER = 1234567890, 987654321


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path, admins=())


def keep(records: Records, text: str, person: int | None = PERSON, day: date = TODAY) -> int:
    return records.asked.keep(text, person=person, outcome="not_found", took_ms=1.0, today=day)


def vector(text: str) -> Vector:
    return HashingEmbedder().embed_question(text)


def test_a_question_is_tied_to_a_person_only_after_agreement(records: Records) -> None:
    keep(records, "trước")
    records.asked.agree(PERSON, today=TODAY)
    keep(records, "sau, gọi 0912345678")
    keep(records, "của người khác", OTHER)

    assert [kept.text for kept in records.asked.of(PERSON)] == ["sau, gọi •••"]
    assert records.asked.of(OTHER) == []


def test_no_file_beside_a_question_holds_an_id(records: Records, tmp_path: Path) -> None:
    records.asked.agree(PERSON, today=TODAY)
    number = keep(records, "còn bao nhiêu hộ nghèo")
    records.tickets.give(PERSON, partial(records.topics.wait, records.topics.gather(number, vector("x"), Audience.PUBLIC)))

    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("asked")}
    assert not [name for name, data in files.items() if str(PERSON).encode() in data or PERSON.to_bytes(4, "big") in data]
    assert not [path for path in tmp_path.glob("people*") if "hộ nghèo".encode() in path.read_bytes()]


def test_what_a_person_deletes_is_gone_from_the_files(records: Records, tmp_path: Path) -> None:
    records.asked.agree(PERSON, today=TODAY)
    number = keep(records, "điều rất riêng tư")
    topic = records.topics.gather(number, vector("riêng tư"), Audience.PUBLIC)
    records.tickets.give(PERSON, partial(records.topics.wait, topic))
    assert records.waits(PERSON) == ["điều rất riêng tư"]

    assert records.forget(PERSON) == 1
    assert (records.asked.of(PERSON), records.asked.agreed(PERSON), records.waits(PERSON)) == ([], 0, [])
    assert records.topics.open(limit=9) == []
    assert not [path for path in tmp_path.iterdir() if "điều rất riêng tư".encode() in path.read_bytes()]


def test_questions_and_their_topics_are_deleted_after_the_set_days(records: Records, tmp_path: Path) -> None:
    for age in (0, 90, 91, 400):
        number = keep(records, f"việc cách đây {age} ngày", day=TODAY - timedelta(age))
        records.topics.gather(number, vector(f"v{age}"), Audience.PUBLIC)
        records.tickets.give(PERSON, partial(records.topics.wait, number))

    assert records.purge(90, today=TODAY) == 2
    assert [topic.text for topic in records.topics.open(limit=9)] == ["việc cách đây 90 ngày", "việc cách đây 0 ngày"]
    assert records.waits(PERSON) == ["việc cách đây 0 ngày", "việc cách đây 90 ngày"]
    assert len(records.tickets.of(PERSON)) == 2


def test_similar_questions_are_one_topic_but_not_of_another_year_or_audience(records: Records) -> None:
    def gather(text: str, audience: Audience = Audience.PUBLIC) -> int:
        return records.topics.gather(keep(records, text), vector(text), audience)

    first = gather("Phường còn bao nhiêu hộ nghèo năm 2025?")
    assert gather("phuong con bao nhieu ho ngheo nam 2025") == first
    assert gather("Phường còn bao nhiêu hộ nghèo năm 2024?") != first
    assert gather("Phường còn bao nhiêu hộ nghèo năm 2025?", Audience.PARTY) != first
    assert gather("Bao giờ khánh thành cầu?") != first
    assert next(topic.asked for topic in records.topics.open(limit=9)) == 2


def test_an_answered_topic_waits_no_more_until_its_answer_is_taken_back(records: Records) -> None:
    topic = records.topics.gather(keep(records, "câu hỏi"), vector("câu hỏi"), Audience.PUBLIC)
    records.tickets.give(PERSON, partial(records.topics.wait, topic))

    assert records.tickets.redeem(records.topics.answered(topic, "tra-loi-1")) == {PERSON}
    assert records.topics.open(limit=9) == []
    records.topics.reopen("tra-loi-1")
    assert [t.id for t in records.topics.open(limit=9)] == [topic]
    assert records.topics.answered(topic, "tra-loi-1") == []


def test_a_seal_fits_only_its_own_words_and_key(records: Records, tmp_path: Path) -> None:
    seal = records.asked.seal("u", 1, PERSON)

    assert seal == Records(tmp_path, admins=()).asked.seal("u", 1, PERSON)
    assert len({seal, records.asked.seal("d", 1, PERSON), records.asked.seal("u", 2, PERSON),
                records.asked.seal("u", 1, OTHER), Records(tmp_path / "b", admins=()).asked.seal("u", 1, PERSON)}) == 5


def test_the_yardstick_embedder_tells_questions_apart() -> None:
    assert float(np.dot(vector("cầu"), vector("đường"))) < 0.8


def test_a_topic_that_is_followed_while_things_are_cleared_up_stays_followed(tmp_path: Path) -> None:
    records = Records(tmp_path, admins=())
    before: list[list[str]] = []

    def used() -> list[str]:
        in_use = [one.ticket for one in records.subscriptions.all()]
        records.follow(PERSON, "cấp nước")
        return in_use

    records.tickets.keep_only(used)
    records.tickets.give(PERSON, lambda ticket: before.append(records.tickets.of(PERSON)))
    assert [one.topic for one in records.follows(PERSON)] == ["cấp nước"]
    assert [len(tickets) for tickets in before] == [1]          # the second was used before it was noted
