"""Smoother words, or the words of the documents on any doubt."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Audience
from languageserver import LanguageServer, dribble, flood, hang_up, redirect, respond, stall
from retrieval.chat_endpoint import ChatEndpoint
from retrieval.question import Answer, Citation, Outcome, Statement
from retrieval.rewriting import LlmRewriter, NoRewriter

QUESTION = "Nhân dân hiến bao nhiêu đất?"
LAND = "Từ năm 2021-2023 đã thực hiện 45 công trình trị giá 58 tỷ đồng, vận động nhân dân hiến trên 2.700m2 đất."
AWARDS = "Ngày 11/3, đồng chí Trần Quốc Cường, Bí thư Đảng ủy phường Bến Đá trao thưởng cho 05 tập thể và 06 cá nhân."


def cited(n: int, quote: str, audience: Audience = Audience.PUBLIC) -> Citation:
    title = "Báo cáo https://phuong.example/bao-cao"
    return Citation(n, "bao-cao", title, date(2024, 3, 12), n, n, quote, 0, len(quote), audience)


ANSWER = Answer(Outcome.ANSWERED, "trên 2.700m2 đất", (Statement(LAND, 1), Statement(AWARDS, 2)),
                (cited(1, LAND), cited(2, AWARDS)))


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    with LanguageServer() as server:
        yield server


def rewrite(server: LanguageServer, answer: Answer = ANSWER, *, local: bool = False, seconds: float = 5.0) -> Answer:
    endpoint = ChatEndpoint(server.url, "mau", "khoa-bi-mat", local=local)
    return LlmRewriter(endpoint, local=local, seconds=seconds).rewrite(QUESTION, answer)


@pytest.mark.parametrize(("reply", "statements"), [
    ("Nhân dân đã hiến trên 2.700m2 đất [1].", (Statement("Nhân dân đã hiến trên 2.700m2 đất.", 1),)),
    ("Nhân dân hiến trên 2.700m2 đất [1]. Đồng chí Trần Quốc Cường trao thưởng cho 05 tập thể [2].",
     (Statement("Nhân dân hiến trên 2.700m2 đất.", 1),
      Statement("Đồng chí Trần Quốc Cường trao thưởng cho 05 tập thể.", 2))),
    ("Phường Bến Đá thưởng 06 cá nhân, nhân dân hiến trên 2.700m2 đất. [1][2]",
     (Statement("Phường Bến Đá thưởng 06 cá nhân, nhân dân hiến trên 2.700m2 đất.", 1, (2,)),)),
])
def test_what_keeps_to_the_quotes_takes_the_place_of_the_statements(server: LanguageServer, reply: str,
                                                                    statements: tuple[Statement, ...]):
    server.reply = reply
    assert rewrite(server) == replace(ANSWER, statements=statements)


@pytest.mark.parametrize("lie", [
    "Nhân dân hiến trên 2.800m2 đất [1].",                                       # another number
    "Nhân dân hiến 2.700m2 đất [1].",                                            # the qualifier is gone
    "Nhân dân hiến trên 2.700m2 đất, trị giá 58 triệu đồng [1].",                # another scale
    "Nhân dân hiến trên 2.700 ha đất [1].",                                      # another unit
    "Nhân dân hiến trên 2.700m2 đất và mười ngôi nhà [1].",                      # a number in words
    "Nhân dân hiến trên 2.700m2 đất trong năm 2024 [1].",                        # another year
    "Nhân dân hiến trên 2.700m2 đất [1]. Ngày 12/3 trao thưởng [2].",            # another day
    "Nhân dân hiến trên 2.700m2 đất [1]. Đồng chí Trần Quốc Cường trao thưởng [1].",   # a name from another quote
    "Nhân dân hiến trên 2.700m2 đất [1]. Đồng chí Lê Văn Bình trao thưởng [2].",       # another name
    "Bính đã hiến trên 2.700m2 đất [1].", "Nhân dân phường Kim Mã hiến trên 2.700m2 đất [1].",
    "Nhân dân do ông bình vận động hiến trên 2.700m2 đất [1].",                  # a name in small letters
    "Nhân dân không hiến trên 2.700m2 đất [1].",                                 # the opposite
    "Nhân dân sẽ hiến trên 2.700m2 đất [1].",                                    # not yet
    "Nhân dân hiến trên 2.700m2 đất [3].", "Nhân dân hiến trên 2.700m2 đất [1][7].",   # unknown tokens
    "Nhân dân hiến trên 2.700m2 đất.", "Chào ông/bà! Nhân dân hiến trên 2.700m2 đất [1]. Trân trọng.",   # no token
    "Nhân dân hiến trên 2.700m2 đất, xem https://lua.example [1].",
    "Nhân dân hiến [trên 2.700m2 đất](http://lua.example) [1].",
    "Trao thưởng cho 05 tập thể và 06 cá nhân [2].",                             # the fact found is gone
    "Bầu trời hôm nay trong xanh, gió thổi nhẹ, trên 2.700m2 đất nở hoa [1].",   # of its own
    "Nhân dân hiến trên 2.700m2 đất [1]. " * 4, "Nhân dân hiến trên 2.700m2 đất " * 20 + "[1].", "", "[1]", "[1] [2]", "…",
])
def test_a_lie_leaves_the_answer_as_it_was(server: LanguageServer, lie: str):
    server.reply = lie
    assert rewrite(server) == ANSWER


@pytest.mark.parametrize("behaviour", [
    stall, dribble, hang_up, flood, redirect,
    *(partial(lambda handler, content: respond(handler, content), content=content) for content in (
        b"", b"not json", b"[]", b"null", {"choices": []}, {"choices": [{"message": {"content": None}}]}, {"error": "x"},
        {"choices": [{"message": {"content": ["Nhân dân"]}}]})),
    partial(lambda handler, status: respond(handler, {"error": "no"}, status), status=500),
    partial(lambda handler, status: respond(handler, {"error": "no"}, status), status=401),
])
def test_a_server_that_breaks_or_stalls_leaves_the_answer_as_it_was_in_time(
        server: LanguageServer, behaviour: Callable[[BaseHTTPRequestHandler], None]):
    server.behave = behaviour
    started = time.monotonic()
    assert rewrite(server, seconds=2) == ANSWER
    assert time.monotonic() - started < 4
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_leaves_the_answer_as_it_was():
    endpoint = ChatEndpoint("http://127.0.0.1:9/v1", "mau", local=True)
    assert LlmRewriter(endpoint, local=True, seconds=2).rewrite(QUESTION, ANSWER) == ANSWER


def test_the_model_sees_the_question_and_numbered_quotes_and_nothing_of_where_they_stand(server: LanguageServer):
    rewrite(server)
    [request] = server.requests
    assert (request["model"], request["messages"][1]["content"]) == (
        "mau", f"Câu hỏi: {QUESTION}\n\nTrích đoạn:\n[1] {LAND}\n[2] {AWARDS}")
    assert "http" not in str(request)
    assert "Báo cáo" not in str(request)
    assert server.keys == ["Bearer khoa-bi-mat"]


@pytest.mark.parametrize("audience", [Audience.PARTY, Audience.STAFF])
def test_what_is_not_public_goes_to_a_local_endpoint_alone(server: LanguageServer, audience: Audience):
    secret = replace(ANSWER, citations=(cited(1, LAND), cited(2, AWARDS, audience)))
    server.reply = "Nhân dân đã hiến trên 2.700m2 đất [1]."
    assert rewrite(server, secret) == secret
    assert server.requests == []
    assert rewrite(server, secret, local=True).statements == (Statement("Nhân dân đã hiến trên 2.700m2 đất.", 1),)


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.ANSWERED])
def test_only_an_answer_is_said_again(server: LanguageServer, outcome: Outcome):
    other = replace(ANSWER, outcome=outcome)
    assert rewrite(server, other) == other
    assert server.requests == []


def test_without_a_model_every_answer_stays_in_the_words_of_the_documents():
    assert NoRewriter().rewrite(QUESTION, ANSWER) is ANSWER


class Says:
    """A model that always says the same."""

    def __init__(self, reply: str) -> None:
        self._reply = reply

    def complete(self, system: str, user: str, seconds: float) -> str:
        return self._reply


WORDS = st.sampled_from([*LAND.split(), *AWARDS.split(), "[1]", "[2]", "[3]", ".", "Lê", "Văn", "Bình", "99", "không", "m2"])


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_whatever_a_model_says_no_number_and_no_name_is_added(reply: str):
    said = LlmRewriter(Says(reply), local=True).rewrite(QUESTION, ANSWER)
    for statement in said.statements:
        named = (statement.citation, *statement.also)
        quotes = " ".join(citation.quote for citation in said.citations if citation.n in named)
        assert all(word.strip(".,[]") in quotes for word in statement.text.split() if word[0].isdigit())
        assert not {"Lê", "Bình", "99"} & set(statement.text.replace(".", " ").split()) - set(quotes.split())
