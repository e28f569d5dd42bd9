"""PDF files with text in them, written by hand."""

from collections.abc import Sequence

Placed = tuple[float, float, str]     # x, y and the text that is written there


def write_pdf(*pages: Sequence[Placed], title: str = "", locked: bool = False, picture: bool | bytes = False) -> bytes:
    """Write a PDF by hand. Its font is named only, so that any Vietnamese letter can be shown.

    `picture` puts a grey one on each page, or the A4 page at 300 dpi that is given as JPEG.
    """
    letters = sorted({letter for page in pages for _, _, text in page for letter in text})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(pages)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H"
           b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times /DW 500 /FontDescriptor 6 0 R"
           b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(_unicode_of(codes)),
        6: b"<< /Type /FontDescriptor /FontName /Times /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
           b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        7: b"<< /Title <feff" + title.encode("utf-16-be").hex().encode() + b"> >>",
        8: _jpeg(picture) if isinstance(picture, bytes) else (
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Length 1 >>\nstream\n\0\nendstream"),
        9: b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    }  # fmt: skip
    for at, page in enumerate(pages):
        drawn = b"q 595 0 0 842 0 0 cm /Im1 Do Q\n" if picture else b""
        objects[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 8 0 R >> >> >>" % (11 + 2 * at)
        )
        objects[11 + 2 * at] = _stream(drawn + b"".join(_shown(x, y, text, codes) for x, y, text in page))
    return _written(objects, b"/Encrypt 9 0 R /ID [<00> <00>]" if locked else b"")


def _shown(x: float, y: float, text: str, codes: dict[str, int]) -> bytes:
    shown = "".join(f"{codes[letter]:04x}" for letter in text)
    return f"BT /F1 12 Tf {x} {y} Td <{shown}> Tj ET\n".encode()


def _unicode_of(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _jpeg(data: bytes) -> bytes:
    return (b"<< /Type /XObject /Subtype /Image /Width 2480 /Height 3508 /ColorSpace /DeviceRGB /BitsPerComponent 8"
            b" /Filter /DCTDecode /Length %d >>\nstream\n" % len(data)) + data + b"\nendstream"


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _written(objects: dict[int, bytes], trailer: bytes) -> bytes:
    pieces, places, at = [b"%PDF-1.4\n"], {}, 9
    for number, body in objects.items():
        places[number] = at
        pieces.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        at += len(pieces[-1])
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    return b"".join(pieces) + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + (
        b"trailer << /Size %d /Root 1 0 R /Info 7 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at))
