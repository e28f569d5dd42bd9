"""The sample reports, and when they are shown."""

from dataclasses import replace
from pathlib import Path

from bot.samples import EVERYBODY, assemble_with_samples, samples
from bot.settings import Secret, Settings
from corpus.document import Audience
from fakes import report


def test_there_are_reports_of_two_years_and_of_every_audience():
    documents = list(samples())
    days = sorted(document.issued for document in documents if document.issued)
    assert len(documents) == len(days) >= 12
    assert (days[-1] - days[0]).days > 700
    assert {document.audience for document in documents} == set(Audience)
    assert len({document.id for document in documents}) == len(documents)


def test_an_empty_folder_without_a_token_shows_the_samples_and_stays_empty_itself(tmp_path: Path):
    settings = Settings(data=tmp_path)
    demo = assemble_with_samples(settings)
    assert demo.settings.data == tmp_path / "demo"
    assert len(demo.library.documents(audiences=EVERYBODY)) == len(list(samples()))
    demo.library.close()
    with_token = assemble_with_samples(replace(settings, token=Secret("1:abcdefgh")))
    assert (with_token.settings.data, with_token.library.documents(audiences=EVERYBODY)) == (tmp_path, [])
    with_token.library.close()


def test_a_folder_with_documents_shows_those(tmp_path: Path):
    ward = assemble_with_samples(Settings(data=tmp_path, token=Secret("1:abcdefgh")))
    list(ward.library.add([report("a", "Phường trồng 500 cây xanh.")]))
    ward.library.close()
    opened = assemble_with_samples(Settings(data=tmp_path))
    assert [listing.id for listing in opened.library.documents(audiences=EVERYBODY)] == ["a"]
    opened.library.close()
