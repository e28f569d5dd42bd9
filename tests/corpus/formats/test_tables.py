"""Each line of a table can be understood alone."""

from corpus.formats.tables import Cell, is_layout, row_lines


def cells(*rows: str) -> list[list[Cell]]:
    """Return the grid of a table written as "a|b"; "<" is the cell on its left again, "^" the one above."""
    grid: list[list[Cell]] = []
    for row in rows:
        line: list[Cell] = []
        for column, text in enumerate(row.split("|")):
            line.append(line[-1] if text == "<" else grid[-1][column] if text == "^" else Cell(text))
        grid.append(line)
    return grid


def test_a_row_repeats_the_labels_of_its_header() -> None:
    assert row_lines(cells("STT|Họ và tên|Chức vụ", "1|Bùi Đức Song|Phó Bí thư", "2|Trần Trọng Phúc|")) == [
        "STT: 1; Họ và tên: Bùi Đức Song; Chức vụ: Phó Bí thư",
        "STT: 2; Họ và tên: Trần Trọng Phúc",
    ]


def test_a_table_without_header_keeps_its_cells_apart() -> None:
    assert row_lines(cells("1|TDP 7|12", "2|TDP 8|9")) == ["1 | TDP 7 | 12", "2 | TDP 8 | 9"]


def test_two_columns_without_figures_are_names_and_values() -> None:
    assert row_lines(cells("Chủ trì|Bùi Đức Song", "Thư ký|Trần Trọng Phúc")) == [
        "Chủ trì | Bùi Đức Song", "Thư ký | Trần Trọng Phúc",
    ]  # fmt: skip


def test_two_columns_with_figures_have_a_header() -> None:
    assert row_lines(cells("Tổ dân phố|Số hộ nghèo", "TDP 7|12")) == ["Tổ dân phố: TDP 7; Số hộ nghèo: 12"]


def test_a_header_of_two_rows_gives_each_column_both_labels() -> None:
    assert row_lines(cells("Tổ|Hộ nghèo|<", "^|2023|2024", "TDP 7|12|9")) == [
        "Tổ: TDP 7; Hộ nghèo - 2023: 12; Hộ nghèo - 2024: 9",
    ]


def test_a_row_that_numbers_the_columns_is_left_out() -> None:
    assert row_lines(cells("STT|Nội dung|Kinh phí", "(1)|(2)|(3)", "1|Đường|58 tỷ")) == [
        "STT: 1; Nội dung: Đường; Kinh phí: 58 tỷ",
    ]


def test_a_cell_over_the_whole_width_is_a_line_of_its_own() -> None:
    assert row_lines(cells("Bảng 1|<|<", "STT|Tên|Số hộ", "A. Khối phố|<|<", "1|TDP 7|12")) == [
        "Bảng 1", "A. Khối phố", "STT: 1; Tên: TDP 7; Số hộ: 12",
    ]  # fmt: skip


def test_a_cell_over_several_rows_belongs_to_each() -> None:
    assert row_lines(cells("Tổ|Họ tên|Hộ", "TDP 7|Ông Phúc|1", "^|Bà Hoa|2")) == [
        "Tổ: TDP 7; Họ tên: Ông Phúc; Hộ: 1", "Tổ: TDP 7; Họ tên: Bà Hoa; Hộ: 2",
    ]  # fmt: skip


def test_a_row_of_another_length_is_not_labelled_wrongly() -> None:
    assert row_lines(cells("STT|Họ tên|Hộ", "1|Ông Phúc")) == ["1 | Ông Phúc"]


def test_marked_header_rows_are_believed() -> None:
    assert row_lines(cells("2023|2024", "12|9"), header_rows=1) == ["2023: 12; 2024: 9"]


def test_a_header_without_rows_is_kept() -> None:
    assert row_lines(cells("STT|Họ tên"), header_rows=1) == ["STT | Họ tên"]


def test_a_letterhead_and_a_signature_are_only_laid_out_as_tables() -> None:
    assert is_layout(cells("Nơi nhận:|TM. ĐẢNG ỦY"))
    assert is_layout(cells("ỦY BAN|CỘNG HÒA", "Số: 1|Độc lập - Tự do - Hạnh phúc"))
    assert not is_layout(cells("STT|Họ tên", "1|Ông Phúc"))
