"""What the assistant remembers about people, apart from the documents and from each other.

people.sqlite   who holds a role: by Telegram id, needed to list and to revoke; nothing that anybody asked
asked.sqlite    what was asked: never an id, at most a salted hash
intake.sqlite   documents that admins sent and have not confirmed yet
"""

from bot.records.records import Records

__all__ = ["Records"]
