"""How often one person may ask."""

from bot.channels.telegram.pace import Pace, Pacing


def test_after_so_many_questions_in_a_minute_comes_one_warning_then_silence() -> None:
    pacing = Pacing(3)

    assert [pacing.pace(1, now) for now in (0, 1, 2, 3, 4)] == [Pace.ANSWER] * 3 + [Pace.WARN, Pace.IGNORE]
    assert pacing.pace(2, 4) is Pace.ANSWER
    assert [pacing.pace(1, now) for now in (60, 60.5, 61)] == [Pace.ANSWER, Pace.IGNORE, Pace.ANSWER]
