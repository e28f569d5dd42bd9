"""Whatever is done to documents, in whatever order, by two processes: both see the same, and it is what was done."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from corpus.document import Audience
from corpus.errors import NothingToUndo, UnknownDocument
from corpus.store import SqliteStore
from fakes import HashingEmbedder, report
from retrieval.engines.exact import ExactLexicalIndex, ExactVectorIndex
from retrieval.library import Library
from retrieval.protocols import TermWeights

EVERYBODY = frozenset(Audience)
KEYS = st.sampled_from(["a", "b", "c"])
WHO = st.sampled_from([0, 1])


@dataclass(frozen=True)
class Expected:
    text: str
    title: str
    audience: Audience
    hidden: bool = False


class Changes(RuleBasedStateMachine):
    """Two libraries over one folder, and what should be in it."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.libraries = [Library(SqliteStore(self.folder), HashingEmbedder(8), ExactVectorIndex(), ExactLexicalIndex(),
                                  self.folder) for _ in range(2)]
        self.there: dict[str, Expected] = {}
        self.history: list[dict[str, Expected]] = []

    def change(self, key: str, new: Expected | None) -> None:
        if self.there.get(key) != new:
            self.history.append(self.there)
            self.there = {other: it for other, it in self.there.items() if other != key} | ({key: new} if new else {})

    @rule(who=WHO, key=KEYS, words=st.sampled_from(["dat", "dat\nduong", "duong\ncay", "cay"]),
          title=st.sampled_from(["mot", "hai"]), audience=st.sampled_from(Audience))
    def add(self, who: int, key: str, words: str, title: str, audience: Audience) -> None:
        list(self.libraries[who].add([report(key, words, title=title, audience=audience)]))
        was = self.there.get(key)
        self.change(key, Expected(words, title, audience, was.hidden if was else False))

    @rule(who=WHO, key=KEYS, title=st.sampled_from([None, "hai", "ba"]), audience=st.sampled_from([None, *Audience]))
    def edit(self, who: int, key: str, title: str | None, audience: Audience | None) -> None:
        if key not in self.there:
            with pytest.raises(UnknownDocument):
                self.libraries[who].edit(key, title=title, audience=audience, issued=date(2024, 3, 12))
            return
        self.libraries[who].edit(key, title=title, audience=audience, issued=date(2024, 3, 12))
        was = self.there[key]
        self.change(key, replace(was, title=title or was.title, audience=audience or was.audience))

    @rule(who=WHO, key=KEYS, hidden=st.booleans())
    def hide(self, who: int, key: str, hidden: bool) -> None:
        if key in self.there:
            self.libraries[who].set_hidden(key, hidden)
            self.change(key, replace(self.there[key], hidden=hidden))

    @rule(who=WHO, key=KEYS)
    def remove(self, who: int, key: str) -> None:
        if key in self.there:
            self.libraries[who].remove(key)
            self.change(key, None)

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        if not self.history:
            with pytest.raises(NothingToUndo):
                self.libraries[who].undo()
            return
        self.libraries[who].undo()
        self.there = self.history.pop()

    @rule(who=WHO)
    def back_up_and_restore(self, who: int) -> None:
        self.libraries[who].back_up(self.folder / "backup")
        self.libraries[1 - who].restore(self.folder / "backup")
        self.history = []

    @invariant()
    def both_see_what_was_done(self) -> None:
        for library in getattr(self, "libraries", []):
            listings = library.documents(audiences=EVERYBODY, hidden=True)
            told = {one.id: (one.title, one.audience, one.hidden) for one in listings}
            assert told == {key: (it.title, it.audience, it.hidden) for key, it in self.there.items()}
            for word in ("dat", "cay", "ba"):
                weights = TermWeights({}, {word: 1.0}, {word: 1.0})
                for audience in Audience:
                    found = library.by_words(weights, audiences={audience}, limit=50)
                    holding = {p.document for p in library.passages([k for k, _ in found], audiences={audience}).values()}
                    assert holding == {key for key, it in self.there.items() if it.audience == audience and not it.hidden
                                       and (word in it.text.split() or word == it.title)}
            assert library.check().sound

    def teardown(self) -> None:
        for library in getattr(self, "libraries", []):
            library.close()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


test_any_changes = pytest.mark.filterwarnings("ignore::ResourceWarning")(Changes.TestCase)
Changes.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
