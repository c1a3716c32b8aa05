"""The contract page in docs against the program: its commands, their options, and the keys of what they answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from console.cli import tree
from console.cli.command import Command
from tests.console.cli.runner import CODE, Runner
from tests.samples import copy_sample

PAGE = Path(__file__).parents[3] / "docs" / "contract.md"
COMMANDS = {command.path: command for command in tree.every_command()}
_KEY = re.compile("`([a-z0-9_-]+)`")
_ID = {
    "agreement": "number",
    "calendar": "year",
    "institution": "code",
    "office": "name",
    "operator": "name",
    "policy": "key",
    "renewal": "institution",
}
"""What a record is asked for by, where it is not its id."""

_ALONE = (
    *("attach list", "hold show", "rulebook list", "rulebook show", "agreement template list", "office list"),
    *("key list", "package list", "journal heads list", "operator key list", "export list", "letter show"),
)
"""Asked by something that is not in their own list, or not in the sample."""


@dataclass(frozen=True)
class Row:
    """A command of the page: how it is written, and the keys it promises: its own, then those of its records."""

    line: str
    command: Command
    keys: tuple[str, ...]
    inner: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.command.path)


def _rows() -> Iterator[Row]:
    text = PAGE.read_text(encoding="utf-8").partition("\n## Commands\n")[2]
    for line in text.splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        assert len(cells) == 3, line
        own, _, inner = cells[2].partition(":")
        for told in re.findall("`([^`]+)`", cells[0]):
            yield Row(told, _command(told), tuple(_KEY.findall(own)), tuple(_KEY.findall(inner)))


def _command(line: str) -> Command:
    words = line.split()
    for taken in range(len(words), 0, -1):
        found = COMMANDS.get(tuple(words[:taken]))
        if found is not None:
            return found
    raise AssertionError(f"there is no command {line}")


ROWS = list(_rows())


def _named(row: Row) -> Iterator[tuple[str, str]]:
    """Options with the word behind each, as the page writes them."""
    for option, value in re.findall(r"--([a-z0-9-]+)(?: (\"[^\"]+\"|[^\s\]]+))?", row.line):
        yield option, value.rstrip(".")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.line)
def test_a_line_of_the_contract_is_one_the_program_takes(row: Row) -> None:
    options = {field.option: field for field in row.command.options}
    named = dict(_named(row))
    assert named.keys() <= options.keys()
    assert {field.option for field in row.command.options if field.required} <= named.keys()
    for option, value in named.items():
        assert (options[option].shape == "flag") == (not value), option
        if "|" in value and value.islower() and options[option].choices:
            assert set(value.split("|")) <= set(options[option].choices), option
    words = row.line.partition(" --")[0].partition(" [--")[0].split()[len(row.command.path) :]
    wanted = [field for field in row.command.words if field.required]
    assert len(wanted) <= len(words) <= len(row.command.words)


def test_every_command_is_in_the_contract() -> None:
    assert {" ".join(path) for path in COMMANDS} - {row.name for row in ROWS} == set()


def test_every_kind_of_deadline_is_in_the_contract() -> None:
    from sanctions.running.deadlines import KINDS

    told = PAGE.read_text(encoding="utf-8").partition("## Kinds of deadlines\n")[2].partition("\n## ")[0]
    assert set(KINDS) <= set(_KEY.findall(told))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("contract"), date(2024, 9, 30))
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


LISTS = [row for row in ROWS if row.command.path[-1] == "list" and row.inner and row.name not in _ALONE]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.line)
def test_lists_and_what_they_show_have_these_keys(sample: Runner, row: Row) -> None:
    document = sample.ok(*row.command.path)
    (plural,) = row.keys
    assert document[plural], "the sample has none"
    assert "next" in document
    for record in document[plural]:
        assert set(row.inner) <= record.keys()
    noun = row.command.path[0]
    for show in (other for other in ROWS if other.name == f"{noun} show" and other.name not in _ALONE):
        shown = sample.ok(noun, "show", document[plural][0][_ID.get(noun, "id")])
        assert set(show.keys) <= shown.keys()


ASKED = (
    "standing 52370300MJE000013R",
    "deadlines",
    "calendar due 2024-09-06 20wd",
    "rulebook list",
    "rulebook show zibo-2023",
    "bar check 52370300MJE000013R",
    "publication due",
    "--as 吴某 history export --format json",
    "letter show CL-2024-0047 decision",
    "letter fields decision",
    "letter check",
    "ledger in-force",
    "ledger on-time --from 2022-01-01",
    "ledger late",
    "ledger rectification",
    "ledger referrals",
    "ledger precedents",
    "ledger money --check",
    "statistics show --since 2022-01-01",
    "ledger recoveries",
    "roster due",
    "institution sheet 52370300MJE000013R",
    "institution record 52370300MJE000013R",
    "complaint count",
    "--as 吴某 journal verify",
    "journal head",
    "database check",
    "doctor",
)


@pytest.mark.parametrize("line", ASKED)
def test_questions_answer_with_these_keys(sample: Runner, line: str) -> None:
    answer = sample(*line.split(), "--json")
    assert answer.status in (0, 3)
    command = _command(line.partition("某 ")[2] or line)
    row = next(row for row in ROWS if row.command is command)
    assert row.keys
    assert set(row.keys) <= answer.json.keys()
    records = _records(answer.json, row.keys)
    assert bool(records) >= bool(row.inner)
    for record in records if row.inner else ():
        assert set(row.inner) <= record.keys()


def _records(document: dict[str, Any], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """What the keys hold that is a record itself, or a list of them."""
    values = [one for key in keys for one in (document[key] if isinstance(document[key], list) else [document[key]])]
    return [one for one in values if isinstance(one, dict)]


def test_acts_answer_with_these_keys(zhang: Runner) -> None:
    def does(*words: object) -> dict[str, Any]:
        document: dict[str, Any] = zhang.ok(*words)
        path = _command(" ".join(map(str, words))).path
        keys = {key for row in ROWS if row.command.path == path for key in row.keys}
        assert keys <= document.keys(), path
        return document

    signed = ("--service", "medical", "--number", "Y-1", "--from", "2024-02-01", "--to", "2026-01-31")
    does("agreement", "sign", CODE, *signed)
    told = ("--received", "2025-06-03", "--channel", "phone", "--nature", "complaint", "--summary", "床位与计费不符")
    complaint = does("complaint", "log", "--institution", CODE, *told)["id"]
    does("complaint", "accept", complaint)
    case = does("case", "open", "--institution", CODE, "--lead", "zhang", "--complaint", complaint)["id"]
    fault = ("--category", "untrue-billing", "--severity", "serious", "--provision", "协议 第十二条", "--text", "不符")
    does("finding", "add", case, *fault)
    assert does("measure", "options", case)["options"]
    order = does("measure", "propose", case, "rectification-order", "--reason", "不符", "--rectify-by", "2025-07-01")
    assert order["status"] == "proposed"
    document = zhang.ok("--as", "zhao", "approve", order["id"], "--confirm")
    assert document["status"] == "approved"
    does("attach", "list", case)
    does("case", "show", case)
    does("hold", "show", case)
