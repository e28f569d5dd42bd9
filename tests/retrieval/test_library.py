"""Library: the store and its two indexes kept in step."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.errors import UnknownDocument
from corpus.formats.progress import listening
from fakes import HashingEmbedder, report
from libraries import library_in
from retrieval.engines.tantivy import TantivyIndex
from retrieval.errors import ModelMismatch
from retrieval.library import Added, Change, Library
from retrieval.protocols import Matrix, TermWeights

EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})
AWARDS = report("khen", "Hội nghị khen thưởng 05 tập thể.\nVăn nghệ chào mừng")
LAND = report("dat", "Nhân dân hiến trên 2.700m2 đất.", issued=date(2024, 5, 1))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Open the same folder as often as wanted, as so many processes would."""
    libraries: list[Library] = []

    def opening(embedder: HashingEmbedder | None = None) -> Library:
        libraries.append(library_in(tmp_path, embedder))
        return libraries[-1]

    yield opening
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Callable[..., Library]) -> Library:
    return opened()


def by_words(library: Library, *folded: str) -> set[str]:
    found = library.by_words(TermWeights({}, dict.fromkeys(folded, 1.0), {}), audiences=EVERYBODY, limit=10)
    return {p.document for p in library.passages([key for key, _ in found], audiences=EVERYBODY).values()}


def by_meaning(library: Library, text: str) -> set[int]:
    return {key for key, _ in library.by_meaning(library.embed_question(text), audiences=EVERYBODY, limit=10)}


def test_what_is_added_is_found_by_words_and_by_meaning(library: Library):
    assert list(library.add([AWARDS, LAND])) == [
        Added("khen", "Tin phường", date(2024, 3, 12), 2, Change.ADDED),
        Added("dat", "Tin phường", date(2024, 5, 1), 1, Change.ADDED)]
    assert by_words(library, "hien", "dat") == {"dat"}
    assert by_meaning(library, "hiến đất") == {1, 2, 3}
    assert library.newest(audiences=PUBLIC) == date(2024, 5, 1)
    assert library.check().sound


def test_adding_the_same_again_changes_nothing_and_another_text_replaces_it(library: Library):
    list(library.add([AWARDS]))
    assert [added.change for added in library.add([AWARDS])] == [Change.UNCHANGED]
    assert [added.change for added in library.add([report("khen", "Hiến đất làm đường.")])] == [Change.REPLACED]
    assert by_words(library, "khen") == set()
    assert by_words(library, "hien") == {"khen"}
    assert library.check().sound


def test_the_last_of_two_documents_with_one_id_stays(library: Library):
    list(library.add([report("a", "Bản một."), report("a", "Bản hai.")]))
    assert [p.passage.text for p in library.document_passages("a", audiences=PUBLIC)] == ["Bản hai."]
    assert library.check().sound


def test_a_removed_document_answers_nothing_in_this_process_and_the_next(opened: Callable[..., Library]):
    first, second = opened(), opened()
    list(first.add([AWARDS, LAND]))
    assert by_words(second, "khen") == {"khen"}
    first.remove("khen")
    for library in (first, second, opened()):
        assert by_words(library, "khen", "thuong") == set()
        assert by_meaning(library, "khen thưởng") == {3}
        assert library.passage(1, audiences=EVERYBODY) is None
        assert library.check().sound


def test_a_hidden_document_answers_nothing_until_it_is_shown(opened: Callable[..., Library]):
    first, second = opened(), opened()
    list(first.add([AWARDS]))
    first.set_hidden("khen", True)
    assert (by_words(second, "khen"), by_meaning(second, "khen thưởng")) == (set(), set())
    second.set_hidden("khen", False)
    assert (by_words(first, "khen"), by_meaning(first, "khen thưởng")) == ({"khen"}, {1, 2})


def test_an_unknown_document_cannot_be_removed(library: Library):
    with pytest.raises(UnknownDocument):
        library.remove("không có")


def test_a_running_process_answers_from_what_another_one_added(opened: Callable[..., Library]):
    running, adding = opened(), opened()
    assert by_words(running, "hien") == set()
    list(adding.add([LAND]))
    assert by_words(running, "hien") == {"dat"}
    assert by_meaning(running, "hiến đất") == {1}


def test_indexes_that_were_lost_are_made_again_from_the_store(opened: Callable[..., Library], tmp_path: Path):
    list(opened().add([AWARDS, LAND]))
    shutil.rmtree(tmp_path / "lexical")
    shutil.rmtree(tmp_path / "vectors", ignore_errors=True)
    library = opened()
    assert by_words(library, "khen") == {"khen"}
    assert library.check().sound


def test_an_index_left_behind_by_a_crash_catches_up(opened: Callable[..., Library], tmp_path: Path):
    first = opened()
    list(first.add([AWARDS]))
    shutil.copytree(tmp_path / "lexical", tmp_path / "before")
    list(first.add([LAND]))
    first.remove("khen")
    shutil.rmtree(tmp_path / "lexical")
    (tmp_path / "before").rename(tmp_path / "lexical")
    library = opened()
    assert (by_words(library, "khen"), by_words(library, "hien")) == (set(), {"dat"})
    assert library.check().sound


def test_vectors_of_another_model_are_refused_until_rebuilt(opened: Callable[..., Library]):
    list(opened().add([AWARDS, LAND]))
    library = opened(HashingEmbedder(32, name="other"))
    with pytest.raises(ModelMismatch) as caught:
        library.embed_question("khen thưởng")
    assert (caught.value.stored, caught.value.wanted) == ("hashing", "other")
    with pytest.raises(ModelMismatch):
        list(library.add([report("c", "Đoạn.")]))
    done: list[int] = []
    assert library.rebuild(done.append) == 3
    assert (done, by_meaning(library, "khen thưởng"), library.check().sound) == ([3], {1, 2, 3}, True)


class InterruptedEmbedder(HashingEmbedder):
    """A model that is interrupted at its first passages."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        raise KeyboardInterrupt


def test_vectors_of_a_rebuild_that_was_interrupted_belong_to_no_model(opened: Callable[..., Library]):
    list(opened().add([AWARDS, LAND]))
    with pytest.raises(KeyboardInterrupt):
        opened(InterruptedEmbedder(32, name="other")).rebuild()
    for embedder in (HashingEmbedder(), HashingEmbedder(32, name="other")):
        with pytest.raises(ModelMismatch):
            opened(embedder).embed_question("khen thưởng")
    opened().rebuild()
    assert by_meaning(opened(), "khen thưởng") == {1, 2, 3}
    assert opened().check().sound


def test_a_running_process_takes_over_the_vectors_of_a_rebuild(opened: Callable[..., Library]):
    running = opened()
    list(running.add([AWARDS, LAND]))
    before = running.by_meaning(running.embed_question("khen thưởng"), audiences=EVERYBODY, limit=3)
    opened().rebuild()
    assert running.by_meaning(running.embed_question("khen thưởng"), audiences=EVERYBODY, limit=3) == before
    assert running.check().sound


def test_saved_vectors_open_without_embedding_anything(opened: Callable[..., Library], tmp_path: Path):
    many = [report(f"d{number}", "\n".join(f"Đoạn số {number} {line}." for line in range(50))) for number in range(50)]
    list(opened().add(many))
    assert (tmp_path / "vectors" / "generation").read_text() == "50"
    library = opened()
    library.remove("d7")
    assert len(library.check().vectors_extra) == 0
    assert library.check().sound


def test_check_names_what_an_index_lacks_or_should_have_forgotten(opened: Callable[..., Library], tmp_path: Path):
    library = opened()
    list(library.add([AWARDS]))
    behind_its_back = TantivyIndex(tmp_path / "lexical")
    behind_its_back.remove([2])
    behind_its_back.commit(1)
    found = opened().check()
    assert (found.sound, found.lexical_missing, found.vectors_missing) == (False, {2}, set())
    library.rebuild()
    assert opened().check().sound


def test_whoever_waits_is_told_how_many_passages_are_embedded(library: Library):
    long = report("dai", "".join(f"Tổ {n} trồng {n} cây.\n" for n in range(450)))
    told: list[tuple[int, int]] = []

    with listening(lambda done, total: told.append((done, total))):
        list(library.add([long]))

    assert told == [(200, 450), (400, 450), (450, 450)]
