"""Pages as a scanner or a phone would take them: text drawn, turned a little, with grey noise, and a stamp if need be."""

import difflib
import io
import re
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

A4 = (2480, 3508)        # at 300 dots an inch
INK, RED = (20, 20, 20), (200, 25, 30)
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"      # they have every Vietnamese letter
_MARGIN, _WIDTH = 290, 1900


def page(text: str, *, angle: float = 0.0, noise: float = 25.0, size: int = 42, font: str = "DejaVuSerif.ttf",
         stamp: str = "", ink: tuple[int, int, int] = RED) -> tuple[Image.Image, str]:
    """Draw as many paragraphs as fit on a page; return it with those."""
    picture = Image.new("RGB", A4, "white")
    draw = ImageDraw.Draw(picture)
    face = ImageFont.truetype(str(_FONTS / font), size)
    down, shown = 260, []
    for paragraph in text.split("\n"):
        lines = _broken(draw, face, paragraph)
        if down + len(lines) * size * 1.45 > A4[1] - 250:
            break
        for line in lines:
            draw.text((_MARGIN, down), line, font=face, fill=INK)
            down += round(size * 1.45)
        down += 10
        shown.append(paragraph)
    if stamp:
        _stamped(draw, stamp, ink)
    turned = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white", expand=abs(angle) > 10)
    grey = np.random.default_rng(7).normal(-10, noise, (turned.height, turned.width, 1))
    return Image.fromarray((np.asarray(turned) + grey).clip(0, 255).astype(np.uint8)), "\n".join(shown)


def right(expected: str, read: str) -> float:
    """Return the share of syllables that were read as they stand, in order."""
    wanted, got = (re.findall(r"\w+", text.lower()) for text in (expected, read))
    same = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) / len(wanted)


def saved(form: str, *pictures: Image.Image) -> bytes:
    """Return pictures as a file: "PDF", "PNG", "JPEG" or "TIFF"."""
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if form in ("PDF", "TIFF") else {}
    pictures[0].save(file, form, **({"resolution": 300.0} if form == "PDF" else {}), **more)
    return file.getvalue()


def _broken(draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=face) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _stamped(draw: ImageDraw.ImageDraw, stamp: str, ink: tuple[int, int, int]) -> None:
    face = ImageFont.truetype(str(_FONTS / "DejaVuSans-Bold.ttf"), 56)
    left, top, right, bottom = draw.textbbox((330, 140), stamp, font=face)
    draw.text((330, 140), stamp, font=face, fill=ink)
    draw.rectangle((left - 20, top - 15, right + 20, bottom + 15), outline=ink, width=6)
