"""The real bot in a process of its own, as a ward runs it, pointed at the server of the test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import bot
from botapi.server import BotApi

_ROOT = Path(bot.__file__).parent.parent


class BotProcess:
    """`hoiphuong run` with a token and without the web chat; `log` is what it wrote, errors included."""

    def __init__(self, api: BotApi, folder: Path, *, admins: Collection[int] = (),
                 settings: Mapping[str, str] = MappingProxyType({})) -> None:
        self._api = api
        self._polls = api.world.poller
        self._output = folder / f"bot-{time.monotonic_ns()}.log"
        environ = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1",
            "TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url,
            "HOIPHUONG_DATA": str(folder / "data"), "HOIPHUONG_WEB": "off",
            "HOIPHUONG_ADMINS": ",".join(map(str, admins)), "HOIPHUONG_PER_MINUTE": "100000",
            "HOIPHUONG_DIGEST": "tắt", **settings,
        }
        with self._output.open("wb") as output:
            self._process = subprocess.Popen([sys.executable, "-m", "bot.cli", "run"], cwd=folder, env=environ,
                                             stdout=output, stderr=subprocess.STDOUT)

    def __enter__(self) -> Self:
        try:
            self._api.wait_for_poll(self._polls)
        except AssertionError:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the bot did not start:\n{self.log}") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._process.poll() is None:
            self.stop()

    @property
    def log(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ask it to stop, as docker and systemd do, and return its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._process.wait()

    def wait(self, seconds: float = 20.0) -> int:
        """Return its exit status when it ends by itself; one that hangs is killed."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the bot did not end:\n{self.log}") from None

    def wait_for_log(self, words: str, seconds: float = 10.0) -> None:
        """Return when the log holds the words."""
        deadline = time.monotonic() + seconds
        while words not in self.log:
            assert time.monotonic() < deadline, f"waited {seconds} s for “{words}”:\n{self.log}"
            time.sleep(0.05)

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def processor(self) -> float:
        """Return the seconds of processor time that it has spent."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
