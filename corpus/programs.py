"""Programs that the system may have or lack: without them, some files cannot be read."""

import shutil
import subprocess
from enum import StrEnum

_QUICKLY = 20      # seconds


class Program(StrEnum):
    """A program by the name of what must be installed for it."""

    OCR = "tesseract"               # with its data for Vietnamese
    OFFICE = "libreoffice"


def missing() -> list[Program]:
    """Return the programs that are not there."""
    found = {Program.OCR: _recognises_vietnamese(), Program.OFFICE: office() is not None}
    return [program for program in Program if not found[program]]


def ocr() -> str | None:
    """Return the path of tesseract."""
    return shutil.which("tesseract")


def office() -> str | None:
    """Return the path of LibreOffice."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _recognises_vietnamese() -> bool:
    program = ocr()
    if program is None:
        return False
    try:
        shown = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_QUICKLY, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return "vie" in shown.stdout.split()
