"""The shape of the whole: imports go one way, without circles, and nothing happens on import."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["corpus", "retrieval", "bot"]      # each may import those before it
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
           for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))}
ENGINES = {"retrieval.engines.exact", "retrieval.engines.faiss", "retrieval.engines.tantivy"}


def imports(path: Path) -> set[str]:
    """Return what a file imports by absolute name, and the names within when those are modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if names <= MODULES.keys() else {node.module or "", *names}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str):
    above = LAYERS[LAYERS.index(module.split(".")[0]) + 1:]
    assert not {name for name in imports(MODULES[module]) if name.split(".")[0] in above}


def test_there_are_no_circles():
    graph = {module: imports(path) & MODULES.keys() - {module} for module, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"circle: {circle.args[1]}")


def test_only_the_assembly_names_engines():
    naming = {module for module, path in MODULES.items() if imports(path) & ENGINES}
    assert naming - ENGINES <= {"bot.assembly", "retrieval.training.reading.making"}


def test_every_file_begins_with_its_idea():
    assert [str(path) for path in MODULES.values() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_every_test_file_stands_where_its_module_does():
    expected = {*(f"tests/{Path(*module.split('.')[:-1])}" for module in MODULES), "tests", "tests/botapi"}
    strays = [path for path in (ROOT / "tests").rglob("test_*.py")
              if str(path.parent.relative_to(ROOT)) not in expected]
    assert strays == []


def test_the_command_starts_without_anything_heavy():
    heavy = ("torch", "sentence_transformers", "telegram", "trafilatura", "docx", "pypdfium2", "openpyxl", "lxml", "PIL",
             "uvicorn", "starlette")
    code = f"import sys, bot.cli; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"
