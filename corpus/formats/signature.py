"""What a file really is, by its first bytes: a name is easily wrong."""

_HEADS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),          # .doc, .xls, and every Office file with a password
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)
_HTML_HEADS = (b"<!doctype html", b"<html")


def kind_of(data: bytes) -> str:
    """Return "pdf", "zip", "html", ..., "encrypted" for an Office file with a password, or "" when nothing is known."""
    for head, kind in _HEADS:
        if data.startswith(head):
            return "encrypted" if kind == "ole" and "EncryptedPackage".encode("utf-16-le") in data else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "picture"
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" if start.startswith(_HTML_HEADS) else ""
