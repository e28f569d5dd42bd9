"""What a log shows, and what it never shows."""

import logging
import subprocess
import sys

from bot.logs import MaskingFormatter
from bot.settings import Secret

TOKEN = Secret("700700:AAabcdefgh-IJKLMNOP")
PROXY = Secret("http://ward:s3cret-word@proxy.example:3128")


def line(message: str, *arguments: object, error: Exception | None = None) -> str:
    trace = (type(error), error, None) if error is not None else None
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, message, arguments, trace)
    return MaskingFormatter([TOKEN, PROXY, None]).format(record).partition("INFO ")[2]


def test_a_secret_is_masked_in_messages_arguments_and_tracebacks() -> None:
    assert line("POST https://api.telegram.org/bot%s/getMe", TOKEN.reveal()) == (
        "bot: POST https://api.telegram.org/bot****/getMe")
    assert line("failed", error=ValueError(f"bot{TOKEN.reveal()}/x")) == "bot: failed\nValueError: bot****/x"


def test_the_forms_that_a_secret_takes_in_addresses_are_masked_too() -> None:
    assert line("file/bot700700%3AAAabcdefgh-IJKLMNOP/a.docx") == "bot: file/bot****/a.docx"
    assert line("AAabcdefgh-IJKLMNOP") == "bot: ****"
    assert line("via %s as ward with s3cret-word", PROXY.reveal()) == "bot: via **** as ward with ****"


def test_what_is_no_secret_stays() -> None:
    assert line("answered in %.1f ms", 4.25) == "bot: answered in 4.2 ms"


def test_setting_up_keeps_the_addresses_of_requests_out_of_the_log() -> None:
    program = (
        "import logging; from bot import logs; from bot.settings import Secret\n"
        "logs.setup([Secret('700700:AAabcdefgh')])\n"
        "logging.getLogger('httpx').info('HTTP Request: POST https://api.telegram.org/bot700700')\n"
        "logging.getLogger('bot').info('token 700700:AAabcdefgh')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert [entry.split(" ", 3)[3] for entry in done.stderr.splitlines()] == ["bot: token ****"]


def test_importing_sets_no_log_up() -> None:
    program = "import logging, bot.logs, bot.channels.telegram; print(logging.getLogger().handlers)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
