"""The button under a public answer that asks the same question in another chat, for others to see."""

from telegram import Bot, InlineKeyboardButton

from bot import messages
from bot.channels.telegram import formatting
from corpus.document import Audience
from retrieval.question import Answer, Outcome

_LONGEST = 256      # UTF-16 code units of an inline query


def buttons(answer: Answer, question: str, bot: Bot) -> list[list[InlineKeyboardButton]]:
    """Return the row with the button; none for what not everybody may read, or where inline queries are switched off.

    `question` must be understood without the conversation.
    """
    public = bool(answer.citations) and all(citation.audience is Audience.PUBLIC for citation in answer.citations)
    asked = " ".join(question.split())
    if answer.outcome is not Outcome.ANSWERED or answer.closed or not public or not 0 < formatting.cost(asked) <= _LONGEST:
        return []
    if not bot.supports_inline_queries:
        return []
    return [[InlineKeyboardButton(messages.SHARE, switch_inline_query=asked)]]
