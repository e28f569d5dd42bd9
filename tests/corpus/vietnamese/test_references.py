"""Numbers of documents, in every way people write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.references import Reference, find_references, reference_terms


def canonical(text: str) -> list[str]:
    return [reference.canonical for reference in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05-CT/TW", "05-CT/TW"), ("Chỉ thị số 05-CT/TW ngày 15/5/2016", "05-CT/TW"),
        ("chi thi 05 ct/tw", "05-CT/TW"), ("Chỉ thị 05 – CT/TW", "05-CT/TW"), ("05 - CT / TW", "05-CT/TW"),
        ("5-CT/TW", "05-CT/TW"), ("05/CT-TW", "05-CT/TW"), ("CT05-TW", "05-CT/TW"), ("CT 05/TW", "05-CT/TW"),
        ("05‑CT/TW", "05-CT/TW"), ("05—CT⁄TW", "05-CT/TW"), ("05.CT/TW", "05-CT/TW"), ("05ct/tw", "05-CT/TW"),
        ("5 ct tw", "05-CT/TW"), ("chi thi 05 tw", "05-CT/TW"), ("05-\u200bCT/TW", "05-CT/TW"),
        ("Chỉ thị 03-CT/TƯ", "03-CT/TW"), ("Chỉ thị 03-CT/T.Ư", "03-CT/TW"),
        ("Nghị quyết số 01 - NQ/TU", "01-NQ/TU"), ("01-KL/TW", "01-KL/TW"), ("KL 01-KL/TW", "01-KL/TW"),
        ("35-NQ/TW", "35-NQ/TW"), ("124-QĐ/ĐU", "124-QĐ/ĐU"), ("124-qd/du", "124-QĐ/ĐU"), ("12b-NQ/ĐU", "12b-NQ/ĐU"),
        ("36-HD/VPTW", "36-HD/VPTW"), ("539-CV/VPTW", "539-CV/VPTW"), ("24-BS/UBKTTU", "24-BS/UBKTTU"),
        ("03-BC/CB", "03-BC/CB"), ("16-CTr/ThU", "16-CTr/ThU"), ("O5-CT/TW", "05-CT/TW"), ("0l-KL/TW", "01-KL/TW"),
    ],
)  # fmt: skip
def test_a_party_document_has_one_canonical_form(text: str, expected: str) -> None:
    [reference] = find_references(text)
    assert (reference.canonical, reference.system, reference.partial) == (expected, "party", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP"), ("nd 30/2020/nd-cp", "30/2020/NĐ-CP"),
        ("nd356/2025/nd-cp", "356/2025/NĐ-CP"), ("15/2023/NQ-HĐND", "15/2023/NQ-HĐND"),
        ("123/KH-UBND", "123/KH-UBND"), ("123/kh-ubnd", "123/KH-UBND"), ("01/2021/TT-BNV", "01/2021/TT-BNV"),
        ("Luật số 31/2024/QH15", "31/2024/QH15"), ("1665/NQ-UBTVQH15", "1665/NQ-UBTVQH15"),
        ("76/2025/UBTVQH15", "76/2025/UBTVQH15"), ("2444/UBND-NC2", "2444/UBND-NC2"), ("832/QĐ-TTg", "832/QĐ-TTg"),
        ("123/QĐ-ƯBND", "123/QĐ-UBND"), ("12/HĐ-UBND", "12/HĐ-UBND"),
    ],
)  # fmt: skip
def test_a_state_document_has_one_canonical_form(text: str, expected: str) -> None:
    [reference] = find_references(text)
    assert (reference.canonical, reference.system, reference.partial) == (expected, "state", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CT05", "CT 05"), ("ct 05", "CT 05"), ("Chỉ thị 05", "CT 05"), ("chỉ thị số 5 nói gì", "CT 05"),
        ("kết luận 01", "KL 01"), ("ket luan so 01", "KL 01"), ("kl01", "KL 01"), ("Đề án 06", "ĐA 06"),
        ("NĐ 30/2020", "30/2020/NĐ"), ("Nghị định 30/2020", "30/2020/NĐ"), ("Luật 31/2024", "31/2024/L"),
        ("Chỉ thị 05 - từ năm 2016", "CT 05"),
    ],
)  # fmt: skip
def test_without_an_issuer_a_reference_is_partial(text: str, expected: str) -> None:
    [reference] = find_references(text)
    assert (reference.canonical, reference.partial) == (expected, True)


@pytest.mark.parametrize(
    "text",
    ["217, 218-QĐ/TW", "217,218-QĐ/TW", "các Quy định 217 và 218-QĐ/TW", "Quyết định số 217; 218-QĐ/TW"],
)
def test_a_list_is_several_references(text: str) -> None:
    assert canonical(text) == ["217-QĐ/TW", "218-QĐ/TW"]


def test_a_number_before_a_reference_is_not_always_part_of_a_list() -> None:
    assert canonical("đến năm 2024, 01-KL/TW") == ["01-KL/TW"]
    assert canonical("Chỉ thị 05, 01-KL/TW") == ["CT 05", "01-KL/TW"]


@pytest.mark.parametrize(
    "text",
    [
        "Chiều ngày 11/3", "2/2 tuyến phố, 19/15 ngõ phố", "giai đoạn 2021 - 2024", "2.700m2 đất, 2,9 tỷ đồng",
        "05 tập thể và 06 cá nhân", "TDP 7", "45 công trình", "ngày 15/5/2016", "3 năm", "QL1A",
        "kế hoạch 5 năm 2021-2025", "báo cáo 6 tháng đầu năm", "kế hoạch tháng 3/2024", "45 CT. Trong 3 năm",
        "45 CT - Trong 3 năm", "đã 5 năm", "da 5 nam roi", "quyết định 3 nội dung", "Kế hoạch 2024", "0-CT/TW",
    ],
)  # fmt: skip
def test_other_numbers_are_no_references(text: str) -> None:
    assert canonical(text) == []


def test_a_reference_tells_its_parts_and_where_it_stands() -> None:
    text = "Thực hiện Nghị định số 30/2020/NĐ-CP"
    assert find_references(text) == [
        Reference(number=30, suffix="", type="NĐ", issuer="CP", unit=None, year=2020, system="state",
                  canonical="30/2020/NĐ-CP", partial=False, start=23, end=36),
    ]  # fmt: skip
    assert text[23:36] == "30/2020/NĐ-CP"


def test_an_official_letter_has_a_unit_and_no_type() -> None:
    [letter] = find_references("Công văn số 2444/UBND-NC2")
    assert (letter.type, letter.issuer, letter.unit, letter.number) == (None, "UBND", "NC2", 2444)


def test_positions_count_in_the_given_text_also_when_it_is_decomposed() -> None:
    text = unicodedata.normalize("NFD", "Đảng ủy thực hiện Chỉ thị số 05-CT/TW và 124-QĐ/ĐU")
    found = [text[reference.start: reference.end] for reference in find_references(text)]
    assert [unicodedata.normalize("NFC", written) for written in found] == ["05-CT/TW", "124-QĐ/ĐU"]


def test_an_index_finds_a_document_by_its_number_with_and_without_the_issuer() -> None:
    [full, partial, dated] = find_references("05-CT/TW, chỉ thị 5, NĐ 30/2020/NĐ-CP")
    assert reference_terms(full) == ["#05-ct/tw", "#ct05"]
    assert reference_terms(partial) == ["#ct05"]
    assert reference_terms(dated) == ["#30/2020/nd-cp", "#nd30", "#30/2020"]


def test_terms_do_not_depend_on_accents_nor_on_the_two_codes_of_quy_dinh() -> None:
    spellings = ["66-QĐ/TW", "66-qd/tw", "66-QĐi/TW", "66-QyĐ/TW"]
    assert {reference_terms(find_references(spelling)[0])[-1] for spelling in spellings} == {"#qd66"}


CODES = st.lists(
    st.sampled_from(
        ["05", "217", "1", "2024", "O5", " ", ", ", "-", "/", ".", "CT", "QĐ", "tw", "TƯ", "ĐU", "UBND", "số ",
         "Chỉ thị ", "nghị định", "QH15", "và ", "\n", "tuyến", "năm", "a", "0", "NC2", "\u0301", "\u200b"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


MISREAD = str.maketrans("oOilIL", "001111")


@given(st.one_of(st.text(), CODES))
def test_references_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for reference in find_references(text):
        assert end <= reference.start < reference.end <= len(text)
        assert str(reference.number) in text[reference.start: reference.end].translate(MISREAD)
        assert reference.partial == (reference.issuer is None)
        assert reference_terms(reference)
        end = reference.end


@given(CODES)
def test_a_canonical_form_reads_as_itself(text: str) -> None:
    for reference in find_references(text):
        if not reference.partial:
            assert reference.canonical in canonical(reference.canonical)
