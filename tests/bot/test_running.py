"""All channels in one process."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.running import CannotGoOn, run
from bot.settings import Address, Settings


def test_without_any_channel_there_is_nothing_to_run(tmp_path: Path):
    with pytest.raises(CannotGoOn) as caught:
        run(assemble(Settings(data=tmp_path, web=None)), say=lambda sentence: None)
    assert caught.value.sentence == messages.NOTHING_TO_RUN


def test_an_address_that_is_taken_is_named(tmp_path: Path):
    taken = subprocess.Popen([sys.executable, "-c", "import socket, time; s = socket.create_server(('127.0.0.1', 0)); "
                              "print(s.getsockname()[1], flush=True); time.sleep(60)"], stdout=subprocess.PIPE, text=True)
    try:
        assert taken.stdout is not None
        port = int(taken.stdout.readline())
        with pytest.raises(CannotGoOn) as caught:
            run(assemble(Settings(data=tmp_path, web=Address("127.0.0.1", port))), say=lambda sentence: None)
        assert caught.value.sentence == messages.port_taken("127.0.0.1", port)
    finally:
        taken.kill()
        taken.communicate()


def test_the_command_says_where_it_listens_answers_there_and_stops_when_told(tmp_path: Path):
    environ = {**os.environ, "HOIPHUONG_WEB": "127.0.0.1:0", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "run", "--data", str(tmp_path)], env=environ,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(4)]
        assert said[0].startswith("Đang dùng báo cáo mẫu (21 văn bản)")
        assert said[1] == messages.STOP_HINT + "\n"
        address = said[2].removeprefix("Trang hỏi đáp: ").strip()
        assert said[3] == f"Hỏi thử: “{messages.EXAMPLES[0]}” hoặc “{messages.EXAMPLES[1]}”\n"
        with urllib.request.urlopen(f"{address}/health", timeout=10) as reply:
            assert reply.read() == b'{"status":"ok"}'
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert process.wait(timeout=20) == 0
        assert time.monotonic() - started < 10
    finally:
        process.kill()
        process.communicate()
