"""Which of the sample reports are told to somebody who follows a topic: what is about it, and nothing else."""

from collections.abc import Iterator

import pytest

from bot.samples import EVERYBODY, samples
from libraries import library_in
from retrieval.embedding import StaticEmbedder
from retrieval.fitting import Fitting
from retrieval.library import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("fitting")
    library = library_in(folder, StaticEmbedder())
    list(library.add(samples()))
    yield library
    library.close()


def about(library: Library, topic: str) -> set[str]:
    """Return the first words of each report that fits."""
    found = set()
    for listing in library.documents(audiences=EVERYBODY):
        if Fitting(StaticEmbedder()).fitting([topic], library.document_passages(listing.id, audiences=EVERYBODY)):
            found.add(" ".join(listing.title.split()[:6]).strip(":,"))
    return found


@pytest.mark.parametrize(("topic", "titles"), [
    ("ngừng cấp nước", {"Thông báo tạm ngừng cấp nước"}),
    ("lịch tiếp công dân", {"Thông báo tạm ngừng cấp nước"}),
    ("bầu cử", {"Cử tri phường Sông Trăng đi"}),
    ("khuyến học", {"Hội Khuyến học phường Sông Trăng"}),
    ("hien dat", {"Phường Bến Đá: 32 hộ dân", "Khánh thành đường Bằng Lăng và"}),
    ("hiến đất làm đường", {"Phường Bến Đá: 32 hộ dân"}),
    ("phòng cháy", {"Sông Trăng sơ kết công tác"}),
    ("trực bão", {"Phân công trực lãnh đạo, trực"}),
    ("quà Tết", {"Sông Trăng chăm lo Tết Bính", "Phường Bến Đá trao 214 suất"}),
    ("bóng đá", set()), ("nghĩa vụ quân sự", set()), ("tuyển quân", set()), ("thuế đất", set()), ("Đại hội Đảng", set()),
    ("học phí mầm non", set()), ("bảo hiểm thất nghiệp", set()), ("giao thông", set()),
])
def test_a_topic_is_met_by_what_is_about_it_alone(library: Library, topic: str, titles: set[str]) -> None:
    assert about(library, topic) == titles


def test_the_passage_that_fits_best_is_named_for_each_topic(library: Library) -> None:
    [notice] = [one.id for one in library.documents(audiences=EVERYBODY) if "ngừng cấp nước" in one.title]
    passages = library.document_passages(notice, audiences=EVERYBODY)

    found = Fitting(StaticEmbedder()).fitting(["bóng đá", "tạm ngừng cấp nước sạch", "tiếp công dân"], passages)

    assert sorted(found) == [1, 2]
    assert "nước" in found[1].passage.text
    assert "tiếp công dân" in found[2].passage.text.lower()


def test_nothing_fits_nothing() -> None:
    assert Fitting(StaticEmbedder()).fitting([], []) == {}
