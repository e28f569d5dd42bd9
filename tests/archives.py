"""Archives, as files inside a test."""

import io
import zipfile


def zipped(*files: tuple[str, bytes | str]) -> bytes:
    """Return an archive of named files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()
