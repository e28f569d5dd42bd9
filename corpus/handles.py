"""A document's handle: eight characters that stand for its id where there is little room, such as in a button."""

import base64
import hashlib


def handle(document_id: str) -> str:
    """Return the same handle for the same id, always, and practically never the same for two.

    Example: handle("hien-dat") is a word like "q3Zx_0aB". It is no secret, and it survives that a folder is made anew.
    """
    digest = hashlib.blake2b(document_id.encode(), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()
