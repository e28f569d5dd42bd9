"""What the outside decides."""

from pathlib import Path

import pytest

from bot.settings import Address, InvalidSetting, Secret, Settings, read_env_file


def test_without_anything_set_the_web_chat_listens_at_home():
    assert Settings.from_env({}) == Settings(
        data=Path("data"), token=None, api_url=None, proxy=None, admins=frozenset(), model=None,
        web=Address("127.0.0.1", 8080))


def test_everything_can_be_set():
    assert Settings.from_env({
        "TELEGRAM_BOT_TOKEN": "1:abc", "TELEGRAM_API_URL": "http://127.0.0.1:9/", "TELEGRAM_PROXY": "socks5://u:p@h:1",
        "HOIPHUONG_ADMINS": "12, 34;56", "HOIPHUONG_MODEL": "intfloat/multilingual-e5-small", "HOIPHUONG_DATA": "/kho",
        "HOIPHUONG_WEB": "[::1]:80",
    }) == Settings(
        data=Path("/kho"), token=Secret("1:abc"), api_url="http://127.0.0.1:9", proxy=Secret("socks5://u:p@h:1"),
        admins=frozenset({12, 34, 56}), model="intfloat/multilingual-e5-small", web=Address("::1", 80))


def test_blank_means_not_set_and_off_means_no_web_chat():
    assert Settings.from_env({"TELEGRAM_BOT_TOKEN": "  ", "HOIPHUONG_WEB": "off"}) == Settings(web=None)


@pytest.mark.parametrize(("name", "value"), [
    ("HOIPHUONG_ADMINS", "an, bình"), ("HOIPHUONG_WEB", "nowhere"), ("HOIPHUONG_WEB", "127.0.0.1:99999"),
    ("TELEGRAM_API_URL", "api.telegram.org"), ("TELEGRAM_API_URL", "http://[bad"), ("TELEGRAM_API_URL", "http://h:port")])
def test_a_value_that_cannot_be_meant_names_its_variable(name: str, value: str):
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_env({name: value})
    assert (caught.value.name, caught.value.value) == (name, value)


def test_a_secret_never_shows_itself():
    settings = Settings.from_env({"TELEGRAM_BOT_TOKEN": "1:abc", "TELEGRAM_PROXY": "socks5://u:pass@h:1"})
    assert "abc" not in repr(settings)
    assert "pass" not in f"{settings!s} {settings.proxy} {settings.token!r}"
    assert settings.token is not None
    assert settings.token.reveal() == "1:abc"


def test_an_env_file_is_read_line_by_line(tmp_path: Path):
    (tmp_path / ".env").write_text('# chú thích\nA=1\n\nexport B = "hai ba"\nC=\nkhông có dấu bằng\n', encoding="utf-8")
    assert read_env_file(tmp_path / ".env") == {"A": "1", "B": "hai ba", "C": ""}
    assert read_env_file(tmp_path / "no.env") == {}
