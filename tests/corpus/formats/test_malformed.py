"""A damaged file of any format becomes a document or a clear error: no crash, no hang, nothing else."""

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Audience
from corpus.errors import CorpusError
from corpus.extracting import extract_all
from corpus.reading import read

HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Báo cáo - Cổng thông tin</title>
<meta name="date" content="2024-03-12"></head><body><nav>Tin</nav><article><p>Chiều ngày 11/3, Đảng uỷ họp.</p>
<table><thead><tr><th rowspan="2">Tổ<th colspan="2">Hộ</tr></thead><tr><td>TDP 7<td>12</tr></table>
</article></body></html>"""
MARKDOWN = "---\ntitle: Báo cáo\ndate: 2024-03-12\n---\n# Báo cáo\n* [Một](a)\n\n| Tổ | Hộ |\n|---|---|\n| 7 | 12 |\n"
Damage = list[tuple[float, int, bytes]]      # where, how many bytes go, what comes instead


@pytest.fixture
def healthy(make_docx: Callable[..., bytes], make_pdf: Callable[..., bytes]) -> dict[str, bytes]:
    """Return a sound file of each format."""
    return {
        ".docx": make_docx("BÁO CÁO", "Kết quả", add=lambda document: document.add_table(2, 2)),
        ".html": HTML.encode(),
        ".md": MARKDOWN.encode(),
        ".pdf": make_pdf([(85, 700, "BÁO CÁO"), (85, 680, "Kết quả")], [(85, 700, "Hết")]),
        ".txt": "BÁO CÁO\nĐậu Liêu, ngày 12 tháng 3 năm 2024\n".encode("utf-16"),
    }


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".pdf", ".txt"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=3000)
@given(damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=12))
def test_a_damaged_file_becomes_a_document_or_a_clear_error(
    healthy: dict[str, bytes], suffix: str, damage: Damage
) -> None:
    data = bytearray(healthy[suffix])
    for where, gone, instead in damage:
        at = int(where * len(data))
        data[at:at + gone] = instead
    with contextlib.suppress(CorpusError):
        document = read(f"a{suffix}", bytes(data), audience=Audience.PUBLIC, issued=date(2024, 3, 12), parse=extract_all)
        assert document.text.encode()         # fit for SQLite and JSON
        assert document.title.encode()
