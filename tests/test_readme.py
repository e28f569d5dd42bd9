"""What the README, the guide and the deployment files say is true."""

import re
import shlex
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.settings import Settings, read_env_file

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *DOCS]


def commands(text: str) -> list[str]:
    """Return the lines of the shell blocks, comments taken off."""
    blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
    lines = (line.split("  #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_every_make_command_is_a_target():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?<!\w)make ([a-z]+)", README))
    assert {"run", "test", "ask", "chat"} <= named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_ours_is_one(page: Path):
    named = {words[index + 1] for line in commands(page.read_text("utf-8")) for words in [shlex.split(line)]
             for index, word in enumerate(words[:-1]) if word.endswith("hoiphuong")}
    assert named <= set(main.commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not link.startswith("http") and not (page.parent / link).exists()] == []


def test_every_folder_of_the_map_is_there():
    shown = README.split("## Map")[1].split("```")[1]
    places = re.findall(r"(?:^|  )([a-z]+(?:/|\.py))", shown, re.MULTILINE)
    assert len(places) > 10
    everywhere = ["", "corpus", "retrieval", "bot", "tests"]
    assert [place for place in places if not any((ROOT / parent / place).exists() for parent in everywhere)] == []


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_says_what_it_does(command: str):
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()[2].strip()) > 10
    assert command == "evaluate" or command in (README + (ROOT / "docs" / "huong-dan.md").read_text("utf-8"))


def test_every_setting_is_in_the_example_file():
    example = read_env_file(ROOT / ".env.example")
    used = set(re.findall(r'"((?:TELEGRAM|HOIPHUONG)_[A-Z_]+)"', (ROOT / "bot" / "settings.py").read_text("utf-8")))
    assert set(example) == used
    assert Settings.from_env(example) == Settings()


def test_the_container_runs_what_is_installed_and_keeps_its_data():
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["bot"]
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert service["volumes"] == ["documents:/data"]
    assert Settings.from_env(service["environment"]).data == Path("/data")
    assert dockerfile[-1] == 'CMD ["hoiphuong", "run"]'
    assert "VOLUME /data" in dockerfile
    copied = [word for line in dockerfile if line.startswith("COPY") for word in line.split()[1:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_everything_beside_the_code_is_packed():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    left_out = [str(path.relative_to(ROOT)) for package, globs in patterns.items()
                for path in (ROOT / package).rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}
                and not any(fnmatch(str(path.relative_to(ROOT / package)), glob) for glob in globs)]
    assert left_out == []
