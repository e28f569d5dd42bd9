"""What each person asked a moment ago."""

from bot.conversations import FORGOTTEN_AFTER, Conversations
from retrieval.question import Exchange

LAND, AWARDS, TAX, ROAD = (Exchange(text, f"Trả lời {text}") for text in ("đất", "khen thưởng", "thuế", "đường"))


class Clock:
    """A clock that stands still until it is told."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_the_last_three_exchanges_of_a_conversation_are_kept_oldest_first():
    conversations = Conversations(Clock())
    for exchange in (LAND, AWARDS, TAX, ROAD):
        conversations.remember("a", exchange)
    assert conversations.before("a") == (AWARDS, TAX, ROAD)


def test_nobody_hears_of_another_conversation():
    conversations = Conversations(Clock())
    conversations.remember((1, 2), LAND)
    assert [conversations.before(whose) for whose in ((1, 2), (1, 3), (2, 2))] == [(LAND,), (), ()]


def test_half_an_hour_without_a_question_is_forgotten():
    clock = Clock()
    conversations = Conversations(clock)
    conversations.remember("a", LAND)
    clock.now += FORGOTTEN_AFTER - 1
    conversations.remember("b", TAX)
    assert conversations.before("a") == (LAND,)
    clock.now += 2
    assert (conversations.before("a"), conversations.before("b")) == ((), (TAX,))


def test_a_question_keeps_its_conversation_alive():
    clock = Clock()
    conversations = Conversations(clock)
    conversations.remember("a", LAND)
    clock.now += FORGOTTEN_AFTER - 1
    conversations.remember("a", TAX)
    clock.now += FORGOTTEN_AFTER - 1
    assert conversations.before("a") == (LAND, TAX)


def test_what_is_to_be_forgotten_is_forgotten_at_once():
    conversations = Conversations(Clock())
    conversations.remember("a", LAND)
    conversations.forget("a")
    conversations.forget("b")
    assert conversations.before("a") == ()


def test_memory_is_bounded():
    conversations = Conversations(Clock())
    for number in range(10_001):
        conversations.remember(number, LAND)
    assert (conversations.before(0), conversations.before(1)) == ((), (LAND,))
