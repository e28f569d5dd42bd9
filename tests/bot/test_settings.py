"""What the outside decides."""

from datetime import time
from pathlib import Path

import pytest

from bot.settings import Address, InvalidSetting, LanguageModel, Secret, Settings, read_env_file


def test_without_anything_set_the_web_chat_listens_at_home():
    assert Settings.from_env({}) == Settings(
        data=Path("data"), token=None, api_url=None, proxy=None, admins=frozenset(), model=None,
        web=Address("127.0.0.1", 8080), llm=None, office=None)


def test_everything_can_be_set():
    assert Settings.from_env({
        "TELEGRAM_BOT_TOKEN": "1:abc", "TELEGRAM_API_URL": "http://127.0.0.1:9/", "TELEGRAM_PROXY": "socks5://u:p@h:1",
        "HOIPHUONG_ADMINS": "12, 34;56", "HOIPHUONG_MODEL": "intfloat/multilingual-e5-small", "HOIPHUONG_DATA": "/kho",
        "HOIPHUONG_WEB": "[::1]:80", "HOIPHUONG_LLM_URL": "http://127.0.0.1:11434/v1/", "HOIPHUONG_LLM_MODEL": "mau",
        "HOIPHUONG_LLM_KEY": "khoa", "HOIPHUONG_LLM_LOCAL": "1", "HOIPHUONG_OFFICE": "Văn phòng, 0239.000.000",
    }) == Settings(
        data=Path("/kho"), token=Secret("1:abc"), api_url="http://127.0.0.1:9", proxy=Secret("socks5://u:p@h:1"),
        admins=frozenset({12, 34, 56}), model="intfloat/multilingual-e5-small", web=Address("::1", 80),
        llm=LanguageModel("http://127.0.0.1:11434/v1", "mau", Secret("khoa"), local=True), office="Văn phòng, 0239.000.000")


@pytest.mark.parametrize(("value", "at"), [
    ("7:30", time(7, 30)), ("17h", time(17)), ("06h05", time(6, 5)), ("tắt", None), ("off", None), (" ", time(7, 30))])
def test_the_hour_of_the_digest_is_written_as_clocks_or_people_do(value: str, at: time | None):
    assert Settings.from_env({"HOIPHUONG_DIGEST": value}).digest == at


def test_blank_means_not_set_and_off_means_no_web_chat():
    assert Settings.from_env({"TELEGRAM_BOT_TOKEN": "  ", "HOIPHUONG_WEB": "off"}) == Settings(web=None)


@pytest.mark.parametrize(("name", "value"), [
    ("HOIPHUONG_ADMINS", "an, bình"), ("HOIPHUONG_WEB", "nowhere"), ("HOIPHUONG_WEB", "127.0.0.1:99999"),
    ("TELEGRAM_API_URL", "api.telegram.org"), ("TELEGRAM_API_URL", "http://[bad"), ("TELEGRAM_API_URL", "http://h:port"),
    ("HOIPHUONG_DIGEST", "24:00"), ("HOIPHUONG_DIGEST", "7:60"), ("HOIPHUONG_DIGEST", "sáng")])
def test_a_value_that_cannot_be_meant_names_its_variable(name: str, value: str):
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_env({name: value})
    assert (caught.value.name, caught.value.value) == (name, value)


LLM = {"HOIPHUONG_LLM_URL": "https://llm.example/v1", "HOIPHUONG_LLM_MODEL": "mau"}


def test_a_language_model_is_off_without_an_address_and_foreign_unless_it_is_called_local():
    assert Settings.from_env({"HOIPHUONG_LLM_MODEL": "mau", "HOIPHUONG_LLM_KEY": "khoa"}).llm is None
    assert Settings.from_env(LLM).llm == LanguageModel("https://llm.example/v1", "mau", None, local=False)
    assert "khoa" not in repr(Settings.from_env({**LLM, "HOIPHUONG_LLM_KEY": "khoa"}))


@pytest.mark.parametrize(("given", "name"), [
    ({"HOIPHUONG_LLM_URL": "llm.example"}, "HOIPHUONG_LLM_URL"),
    ({"HOIPHUONG_LLM_URL": "https://llm.example"}, "HOIPHUONG_LLM_MODEL"),
    ({**LLM, "HOIPHUONG_LLM_LOCAL": "có lẽ"}, "HOIPHUONG_LLM_LOCAL")])
def test_a_language_model_that_is_half_set_names_what_is_missing(given: dict[str, str], name: str):
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_env(given)
    assert caught.value.name == name


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
