"""The documents hold: command lines parse, links and named files are there, every page can be found."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer import TyperException

from console.cli import tree
from console.cli.app import Chosen, HelpAsked, application, misuse_of
from console.cli.options import split
from console.errors import Misuse
from domain.rulebook.loader import load_file
from scripts.scenes import SCENES
from tests.console.cli.runner import Runner

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
# docs/commands.md is made from the command tree itself, and a test of its own holds the two together.
PAGES = sorted({*DOCS.glob("*.md"), *ROOT.glob("README*.md")} - {DOCS / "commands.md"})
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_IN_TEXT = re.compile(r"`(jiandu [^`]+)`")
_PATH = re.compile(r"`((?:console|sanctions|db|domain|tests|benchmarks|scripts)/[\w./-]*)`")
_SHELL = {"|", "||", "&&", ";", ">", ">>", "<", "2>&1)", "2>&1"}


def _ids(page: Path) -> str:
    return page.name


def _words(line: str) -> list[str]:
    """The words of a command line up to where the shell takes over; the program's name is left out."""
    words = shlex.split(line)[1:]
    ends = [place for place, word in enumerate(words) if word in _SHELL or word.startswith("#")]
    return words[: ends[0]] if ends else words


def _lines(page: Path) -> Iterator[str]:
    """Command lines that stand alone in a block, with or without a prompt."""
    fenced = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if fenced or line.startswith("    "):
            bare = line.strip().removeprefix("$ ")
            if bare.startswith("jiandu ") and (
                fenced or line.strip().startswith("$ ") or page.name == "import-roster.md"
            ):
                yield bare


def parse(line: str) -> None:
    """Parse a command line as the program does, and run nothing; raises Misuse."""
    found = split(_words(line))
    if not found.rest or found.rest == ["--version"]:
        return
    with suppress(Chosen):
        try:
            application().main(args=found.rest, prog_name="jiandu", standalone_mode=False)
        except HelpAsked as asked:
            assert not asked.path or tree.below(asked.path)
        except TyperException as error:
            raise misuse_of(error) from None


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_command_lines_parse(page: Path) -> None:
    for line in _lines(page):
        try:
            parse(line)
        except Misuse as misuse:
            pytest.fail(f"{page.name}: {line}: {misuse.message}")


def test_the_pages_show_commands_that_could_fail_to_parse() -> None:
    assert sum(len(list(_lines(page))) for page in PAGES) > 100
    for wrong in ("jiandu measure propse HC-2025-0001", "jiandu doctor --loud", "jiandu --who x doctor"):
        with pytest.raises(Misuse):
            parse(wrong)


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_commands_named_in_the_text_exist(page: Path) -> None:
    for line in _IN_TEXT.findall(page.read_text(encoding="utf-8")):
        rest = split(_words(line)).rest
        names = [word for word in rest if not word.startswith("-")]
        if not names or names[0].isupper():
            continue
        taken = max((n for n in range(1, len(names) + 1) if tree.below(tuple(names[:n]))), default=0)
        assert taken, f"{page.name}: {line}"
        commands = tree.below(tuple(names[:taken]))
        known = {f"--{field.option}" for command in commands for field in command.options} | {"--help"}
        options = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert options <= known, f"{page.name}: {line}"
        assert names[0] in tree.SINGLE or taken > 1 or len(names) == 1, f"{page.name}: {line}"


@pytest.mark.parametrize("page", [*PAGES, DOCS / "commands.md", ROOT / "CHANGELOG.md"], ids=_ids)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in _anchors(target), f"{page.name}: {link}"


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of Markdown make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_files_of_ours_that_are_named_are_there(page: Path) -> None:
    for name in _PATH.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_every_page_is_linked_from_the_index() -> None:
    linked = set(_LINK.findall((DOCS / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= linked


def test_every_picture_is_shown_and_drawn_in_both_languages() -> None:
    drawn = {lang: {path.name for path in (DOCS / "images" / lang).glob("*.svg")} for lang in ("en", "zh_CN")}
    assert drawn["en"] == drawn["zh_CN"]
    shown = {link.rpartition("/")[2] for page in PAGES for link in _LINK.findall(page.read_text(encoding="utf-8"))}
    assert {f"{scene.name}.svg" for scene in SCENES} <= drawn["en"] <= shown


def _block(page: str, language: str) -> str:
    """The first block of a language on a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_small_rulebook_loads() -> None:
    pack = load_file(_block("writing-a-rulebook.md", "toml").encode(), "yi.toml")
    assert pack.id == "yi-2026"
    assert pack.policies["publication.period"].default == "10wd"


def test_the_few_lines_that_verify_a_copy(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    runner.ok("init", "--rulebook", "zibo-2023", "--agency", "测试经办机构", "--operator", "zhang", "--person", "P1")
    runner.ok("--as", "zhang", "operator", "add", "wu", "--person", "P6", "--role", "auditor")
    copy = tmp_path / "journal.jsonl"
    runner.ok("--as", "wu", "journal", "export", "--output", copy)
    verify = [sys.executable, "-c", _block("journal.md", "python")]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    copy.write_text(copy.read_text(encoding="utf-8").replace("auditor", "approver", 1), encoding="utf-8")
    broken = subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False)
    assert b"AssertionError" in broken.stderr


_TEST = re.compile(r"`(test_\w+\.py)(?:::(test_\w+))?`")


def test_every_test_the_threat_model_names_is_there() -> None:
    named = _TEST.findall((DOCS / "threat-model.md").read_text(encoding="utf-8"))
    assert len(named) > 50
    for file, function in named:
        found = list((ROOT / "tests").rglob(file))
        assert found, file
        assert not function or any(f"def {function}(" in one.read_text(encoding="utf-8") for one in found), function
