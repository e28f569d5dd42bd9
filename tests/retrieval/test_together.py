"""Several processes on one data folder, some of them killed."""

import subprocess
import sys
from pathlib import Path

from corpus.document import Audience
from libraries import library_in
from retrieval.protocols import TermWeights

ROOT = Path(__file__).parent.parent.parent
EVERYBODY = frozenset(Audience)
EACH = 12       # documents that a process adds, every third of which it removes again

WORKER = """
import sys
from pathlib import Path
sys.path[:0] = [".", "tests", "benchmarks"]
from fakes import HashingEmbedder, report
from killed import open_library
library = open_library(Path(sys.argv[1]), HashingEmbedder())
for number in range(int(sys.argv[3])):
    key = sys.argv[2] + str(number)
    list(library.add([report(key, "Văn bản " + key + " về hiến đất.")]))
    if number % 3 == 0:
        library.remove(key)
"""


def test_a_searching_process_and_two_that_change_documents_work_together(tmp_path: Path):
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path), name, str(EACH)], cwd=ROOT) for name in "ab"]
    library = library_in(tmp_path)
    seen: set[str] = set()
    while any(worker.poll() is None for worker in workers):
        found = library.by_words(TermWeights({}, {"dat": 1.0}, {}), audiences=EVERYBODY, limit=100)
        seen |= {p.document for p in library.passages([key for key, _ in found], audiences=EVERYBODY).values()}
    assert [worker.wait() for worker in workers] == [0, 0]
    left = {f"{name}{number}" for name in "ab" for number in range(EACH) if number % 3}
    assert left <= seen | {listing.id for listing in library.documents(audiences=EVERYBODY)}
    assert {listing.id for listing in library.documents(audiences=EVERYBODY)} == left
    assert library.check().sound
    library.close()


def test_nothing_confirmed_is_lost_and_nothing_removed_answers_after_a_kill():
    done = subprocess.run([sys.executable, str(ROOT / "benchmarks" / "killed.py"), "12"], capture_output=True, text=True,
                          check=False, cwd=ROOT)
    assert done.stdout == "12/12\n", done.stdout + done.stderr


def test_the_script_that_kills_would_notice_a_loss(tmp_path: Path):
    code = ("import sys; sys.path[:0] = ['benchmarks', 'tests', '.']; import killed\n"
            "from contextlib import closing\n"
            "from pathlib import Path\n"
            "from fakes import HashingEmbedder\n"
            "with closing(killed.open_library(Path(sys.argv[1]), HashingEmbedder())) as library:\n"
            "    list(library.add([killed.document('vanba', 1)]))\n"
            "    print(len(killed.verify(library, [{'vanba': 1}])[1]), len(killed.verify(library, [{'vanba': 2}])[1]),\n"
            "          len(killed.verify(library, [{}])[1]))")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "0 1 1\n", done.stderr
