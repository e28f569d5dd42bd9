"""Files are read in a process apart, with little memory, no network and little time: whatever is in them, this one lives on.

No library that reads a stranger's format is ever loaded here.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import worker
from corpus.errors import Unreadable, UnreadableFile
from corpus.extracting import Part, check, extract_all, is_harmless
from corpus.formats.progress import tell

_ROOT = Path(__file__).parent.parent
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "LANG", "LC_ALL")     # of the environment: no secret
_LONGEST_LINE = 200 * 1024 * 1024
_WORN_OUT = frozenset({Unreadable.TOO_HEAVY, Unreadable.TOO_SLOW})      # what it started may still be running
_GRACE = 5            # seconds after which a process that nobody watches ends itself


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of a file may cost: seconds (for each page, where pages are recognised), bytes of memory.

    A scan or an archive may take `whole` seconds in all. A process is replaced after so many `files`.
    """

    seconds: int = 60
    memory: int = 1024**3
    whole: int = 1200
    files: int = 500


class Parser:
    """Reads files, in a process that starts with the first that needs it. For one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: _Process | None = None

    def __enter__(self) -> "Parser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(self, name: str, data: bytes) -> list[Part]:
        """Return the documents of a file; UnreadableFile when there is no such thing, or reading costs too much."""
        check(name, data)
        if is_harmless(name, data):
            return extract_all(name, data)
        if self._process is not None and not self._process.is_alive():
            self.close()                  # ended from outside, between two files
        process = self._process = self._process or _Process(self._limits)
        try:
            parts = process.parse(name, data)
        except UnreadableFile as error:
            if process.ended or error.reason in _WORN_OUT:
                self.close()
            raise
        if process.files >= self._limits.files:      # libraries lose memory over time
            self.close()
        return parts

    def close(self) -> None:
        """End the process, also while another thread waits for it."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """One process, and the conversation with it."""

    def __init__(self, limits: Limits) -> None:
        self.files = 0
        self.ended = False
        self._limits = limits
        self._scratch = tempfile.TemporaryDirectory(prefix="hoiphuong-")
        scratch = self._scratch.name
        paths = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environ |= {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1", "HOME": scratch, "TMPDIR": scratch,
                    "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corpus.worker", str(limits.memory), str(limits.seconds + _GRACE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=scratch, env=environ,
            start_new_session=True)          # so that what it starts can be ended with it

    def parse(self, name: str, data: bytes) -> list[Part]:
        assert self._process.stdin
        self.files += 1
        parts: list[Part] = []
        with _watching(self, self._limits) as watch:
            try:
                head = json.dumps({"name": name, "size": len(data)}).encode()
                self._process.stdin.write(head + b"\n" + data)
                self._process.stdin.flush()
                while not (message := self._message()).get("end"):
                    if "done" in message:
                        watch.went_on()
                        tell(int(message["done"]), int(message["of"]))
                    elif "part" in message:
                        parts.append(worker.unpacked(message))
                    else:
                        raise worker.unpacked_error(message)
            except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
                self.end()
                raise UnreadableFile(name, Unreadable.TOO_SLOW if watch.over else Unreadable.BROKEN) from error
        return parts

    def _message(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise EOFError
        message = json.loads(line)
        if not isinstance(message, dict):
            raise ValueError(message)
        return message

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process and all that it started, at once; whoever reads from it finds the end."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill the process and clean up after it."""
        self.ended = True
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()
        self._scratch.cleanup()


class _Watch:
    """Kills a process when its time is over."""

    def __init__(self, process: _Process, limits: Limits) -> None:
        self.over = False
        self._process, self._limits = process, limits
        self._whole = self._timer(limits.whole)
        self._step = self._timer(limits.seconds)

    def went_on(self) -> None:
        self._step.cancel()
        self._step = self._timer(self._limits.seconds)

    def stop(self) -> None:
        self._step.cancel()
        self._whole.cancel()

    def _timer(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self.over = True
        self._process.kill()


@contextmanager
def _watching(process: _Process, limits: Limits) -> Iterator[_Watch]:
    watch = _Watch(process, limits)
    try:
        yield watch
    finally:
        watch.stop()
