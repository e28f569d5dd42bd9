"""The topic of a forum, in which an answer stays where it was asked for."""

from telegram import Message


def topic_of(message: object) -> int | None:
    """Return the topic that a message of a forum stands in."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
