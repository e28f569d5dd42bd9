"""The sample reports: what the assistant answers from while a ward has no documents of its own yet."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources

from bot.assembly import Assistant, assemble
from bot.settings import Settings
from corpus.document import Audience, Document
from corpus.parsing import Parser
from corpus.reading import read

EVERYBODY = frozenset(Audience)


def assemble_with_samples(settings: Settings) -> Assistant:
    """Open the data folder or, when it is empty and there is no token, a demo folder of its own with the samples.

    The samples never get into the ward's own folder: a bot with a token must not answer from them.
    """
    assistant = assemble(settings)
    if settings.token is not None or not assistant.library.is_empty(audiences=EVERYBODY):
        return assistant
    assistant.library.close()
    demo = assemble(replace(settings, data=settings.data / "demo"))
    for _ in demo.library.add(samples()):
        pass
    return demo


def samples() -> Iterator[Document]:
    """Yield the sample reports, as they would be read from files."""
    folder = resources.files("corpus.samples")
    with Parser() as parser:
        for entry in json.loads((folder / "samples.json").read_text(encoding="utf-8")):
            name = entry["file"]
            yield read(name, (folder / name).read_bytes(), title=entry["title"], audience=Audience(entry["audience"]),
                       issued=date.fromisoformat(entry["issued"]), parse=parser.parse)
