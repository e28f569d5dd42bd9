"""Which addresses anybody may be sent to."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.links import link


@pytest.mark.parametrize(("address", "found"), [
    ("https://phuong.gov.vn/tin", "https://phuong.gov.vn/tin"),
    ("HTTP://Phuong.GOV.vn:8080/a?b=1#c", "http://phuong.gov.vn:8080/a?b=1"),
    ("https://phường.vn/tin tức?q=ô", "https://xn--phng-rib8295b.vn/tin%20t%E1%BB%A9c?q=%C3%B4"),
    ("https://phuong.vn", "https://phuong.vn/"),
    ("http://phuong.vn/%C3%B4", "http://phuong.vn/%C3%B4"),
    ("http://phuong.vn/<b>\"", "http://phuong.vn/%3Cb%3E%22"),
])
def test_an_address_of_the_web_becomes_a_link(address: str, found: str):
    assert link(address) == found


@pytest.mark.parametrize("address", [
    "", "bao-cao.txt", "/kho/bao-cao.txt", "Telegram: bao-cao.txt", "ftp://phuong.vn/a", "javascript:alert(1)",
    "http://localhost/a", "http://127.0.0.1/a", "http://127.1/a", "http://0x7f.0x1/", "http://[::1]/a", "http://10.0.0.8/a",
    "http://lan:mk@phuong.vn/a", "http://a..vn/", "http://phuong.vn:99999/", "https://phuong.vn/" + "a" * 2_000,
])
def test_what_is_no_public_address_is_no_link(address: str):
    assert link(address) == ""


@given(st.text() | st.text().map("https://phuong.vn/{}".format) | st.text().map("http://{}/".format))
def test_a_link_is_always_one_that_a_button_can_hold(address: str):
    found = link(address)
    assert found.isascii()
    assert not set(found) & set(' <>"\n')
    assert found == "" or urlsplit(found).scheme in ("http", "https")
    assert link(found) == found
