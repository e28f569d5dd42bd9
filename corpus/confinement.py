"""Walls around the process that reads files: little memory, no network, nothing large on the disk."""

import contextlib
import ctypes
import os
import resource
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_MAX_FILE = 512 * 1024 * 1024       # bytes of a file that is written: the pictures of a page, a converted document
_MAX_OPEN = 256


def confine(memory: int) -> None:
    """Put up the walls that this system has, around this process and all that it starts; `memory` in bytes."""
    limits = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, _MAX_FILE), (resource.RLIMIT_CORE, 0),
              (resource.RLIMIT_NOFILE, _MAX_OPEN)]
    for which, limit in limits:
        with contextlib.suppress(OSError, ValueError):       # not every system knows each, or may have less already
            resource.setrlimit(which, (limit, limit))
    without_network()


def without_network() -> bool:
    """Leave this process in a network of its own, with nothing in it; False where the system does not allow it."""
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):        # not Linux
        return False
    if unshare(_CLONE_NEWNET) == 0:          # root may
        return True
    user, group = os.geteuid(), os.getegid()
    if unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with contextlib.suppress(OSError):       # be the same user inside
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True
