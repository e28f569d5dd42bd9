"""Whether anything is lost when the program is killed: `python benchmarks/killed.py 200`.

A process adds, replaces, removes and rebuilds, and notes on a pipe what it is about to do and what is done; after a
random time it is killed (SIGKILL). Then the folder is opened again, as after a restart: every change that was confirmed
must be there, the one that was under way must have happened wholly or not at all, and `check` must be clean. The same
folder is used again and again, so that damage would pile up.
"""

import importlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from corpus.document import Audience, Document
from corpus.store import SqliteStore
from corpus.vietnamese.syllables import folded_terms
from fakes import HashingEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.protocols import TermWeights

ROOT = Path(__file__).parent.parent
EVERYBODY = frozenset(Audience)
DOCUMENTS = 12        # that come and go
LINES = 30            # of each
LONGEST_S = 0.4       # until it is killed; a change takes some hundredths of a second

State = dict[str, int]      # document -> the edition of it that is stored


def main(rounds: int, seed: int = 0) -> int:
    """Kill a process so many times; say what was wrong and return how often."""
    generator = random.Random(seed)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")])
    multiprocessing.set_start_method("forkserver")
    multiprocessing.set_forkserver_preload(["killed"])      # else each process takes a second to import everything
    embedder = HashingEmbedder()
    folder = Path(tempfile.mkdtemp(prefix="hoiphuong-"))
    state: State = {}
    wrong = 0
    try:
        for number in range(rounds):
            state, complaints = one_round(folder, state, generator, embedder)
            wrong += bool(complaints)
            for complaint in complaints:
                print(f"{number}: {complaint}", flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"{rounds - wrong}/{rounds}")
    return wrong


def one_round(folder: Path, state: State, generator: random.Random, embedder: HashingEmbedder) -> tuple[State, list[str]]:
    """Let a process work, kill it, and compare what is there with what it said; return what is there."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(folder, state, generator.random(), there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    time.sleep(generator.uniform(0, LONGEST_S))
    process.kill()
    process.join()
    states = [state]
    try:
        while True:
            told = here.recv()
            if isinstance(told, BaseException):
                return state, [f"it broke: {told!r}"]
            states = [*states, told[1]] if told[0] == "about to" else [told[1]]
    except (EOFError, OSError):
        pass
    with closing(open_library(folder, embedder)) as library:
        return verify(library, states)


def verify(library: Library, states: list[State]) -> tuple[State, list[str]]:
    """Hold a library against what may be there: `states` confirmed first, then as the change under way would leave it."""
    there = {listing.id: text_of(library, listing.id) for listing in library.documents(audiences=EVERYBODY, hidden=True)}
    fitting = [state for state in states if there == {key: text(key, edition) for key, edition in state.items()}]
    complaints = [] if fitting else [f"stored {sorted(there)}, expected one of {states}"]
    found = library.check()
    if not found.sound:
        complaints.append(f"not sound: {found}")
    for number in range(DOCUMENTS):
        key = name(number)
        answering = {p.document for p in passages(library, folded_terms(key))}
        if answering != ({key} & there.keys()):
            complaints.append(f"{key} is answered from {answering}, there are {sorted(there)}")
    return (fitting or states)[-1], complaints


def passages(library: Library, words: list[str]) -> list[Any]:
    """Return the passages that hold a word, and those nearest to it in meaning that also do."""
    weights = TermWeights({}, dict.fromkeys(words, 1.0), {})
    keys = {key for key, _ in library.by_words(weights, audiences=EVERYBODY, limit=100)}
    keys |= {key for key, _ in library.by_meaning(library.embed_question(" ".join(words)), audiences=EVERYBODY, limit=20)}
    return [p for p in library.passages(keys, audiences=EVERYBODY).values() if words[0] in folded_terms(p.passage.text)]


def text_of(library: Library, key: str) -> str:
    return "\n".join(p.passage.text for p in library.document_passages(key, audiences=EVERYBODY))


def name(number: int) -> str:
    """Return an id that is also a word of its own: "vanba", "vanbb"."""
    return f"vanb{chr(ord('a') + number)}"


def text(key: str, edition: int) -> str:
    return "\n".join(f"Văn bản {key} bản {edition} dòng {line} nói về đường Bằng Lăng." for line in range(LINES))


def document(key: str, edition: int) -> Document:
    return Document(key, f"Báo cáo {key}", date(2026, 3, 12), Audience.PUBLIC, text(key, edition), f"{key}.txt")


def work(folder: Path, state: State, seed: float, pipe: Connection) -> None:
    """Change documents until killed; tell before and after each change what will be there."""
    generator = random.Random(seed)
    library = open_library(folder, HashingEmbedder())
    library.warm_up()
    pipe.send("ready")
    edition = max(state.values(), default=0)
    try:
        while True:
            edition += 1
            change, state = choose(library, state, edition, generator)
            pipe.send(("about to", state))
            change()
            pipe.send(("done", state))
    except BaseException as problem:
        pipe.send(problem)
        raise


def choose(library: Library, state: State, edition: int, generator: random.Random) -> tuple[Callable[[], object], State]:
    """Return a change and what is stored after it."""
    key = name(generator.randrange(DOCUMENTS))
    kind = generator.choice(["add", "add", "batch", "remove", "undo", "rebuild"])
    if kind == "rebuild":
        return library.rebuild, state
    if kind == "undo" and (last := library.undoable()) is not None and last.action == "removed":
        kept = {**state, last.document: edition_of(library, last.version)}
        return library.undo, kept
    if kind == "remove" and key in state:
        return (lambda: library.remove(key)), {other: at for other, at in state.items() if other != key}
    if kind == "batch":
        batch = [document(name(number), edition) for number in range(DOCUMENTS)]
        return (lambda: list(library.add(batch))), {one.id: edition for one in batch}
    return (lambda: list(library.add([document(key, edition)]))), {**state, key: edition}


def edition_of(library: Library, version: int | None) -> int:
    _, first = next(iter(library._store.version_passages(version or 0).values()))
    return int(first.split(" bản ")[-1].split()[0])


def open_library(folder: Path, embedder: HashingEmbedder) -> Library:
    return Library(SqliteStore(folder), embedder, FaissIndex(), TantivyIndex(folder / "lexical"), folder)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    killed = importlib.import_module("killed")      # by this name the processes know it too
    sys.exit(bool(killed.main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, *map(int, sys.argv[2:]))))
