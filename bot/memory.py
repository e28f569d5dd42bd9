"""Memory that was let go of is given back to the system, so that the bot is as small after a day as after an hour.

glibc keeps a heap for each thread and learns to take large pieces from it, too; what answers leave behind between them
made a bot that answered 600 questions 416 MB large, instead of 250 (`python benchmarks/day.py 600 25`).
"""

import ctypes
import sys

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3      # of mallopt(3)


def keep_small() -> None:
    """Let all threads share two heaps, and large pieces come from the system; without glibc nothing is done."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)      # not in every C library
    if mallopt is not None:
        mallopt(_ARENA_MAX, 2)
        mallopt(_MMAP_THRESHOLD, 128 * 1024)
