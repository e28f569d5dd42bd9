"""What the assistant asked for is waited for ten minutes, once, in its chat."""

from telegram import Message

from bot.channels.telegram.asking_back import AskingBack


async def take(_: Message) -> None:
    """Take any value."""


def test_a_value_is_waited_for_ten_minutes_in_its_chat():
    moments = iter([0.0, 599.0, 601.0])
    asking = AskingBack(now=lambda: next(moments))
    asking.ask(5, take, prompt=7)

    assert asking.asked(6) is None
    assert asking.asked(5).prompt == 7
    assert asking.asked(5) is None


def test_the_last_question_is_the_one_that_is_answered_until_it_is_given_up():
    asking = AskingBack()
    asking.ask(5, take, prompt=7)
    asking.ask(5, take)
    assert asking.asked(5).prompt is None

    asking.give_up(5)
    asking.give_up(5)
    assert asking.asked(5) is None
