"""A database of an older program: what it showed before the upgrade it shows after it, and work goes on in it."""

from pathlib import Path
from typing import Any

import pytest

from tests.console.cli.runner import CODE, Runner
from tests.older import FIRST, SECOND, THIRD, in_turn, lay, sample_answers, sample_key, sample_rows


@pytest.fixture
def older(tmp_path: Path, empty_url: str) -> Runner:
    """The first program's sample, in an office that got this program today."""
    return _office(tmp_path, empty_url, FIRST)


def _office(tmp_path: Path, empty_url: str, revision: str) -> Runner:
    lay(empty_url, revision, sample_rows(revision))
    runner = Runner(tmp_path)
    runner.environment["JIANDU_DATABASE"] = empty_url
    key = tmp_path / "kept.key"
    key.write_text(sample_key(revision), encoding="ascii")
    key.chmod(0o600)
    settings = tmp_path / "config" / "jiandu" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'key = "{key}"\n', encoding="utf-8")
    return runner


def test_before_the_upgrade_it_says_what_to_do(older: Runner) -> None:
    answer = older("deadlines")
    assert answer.status == 4
    assert "jiandu database upgrade" in answer.err


# Rows of kinds the first program did not know come besides.
_KINDS = {
    *("publication", "withdraw-publication", "must-terminate", "recheck", "defence-end", "approval", "bar-end"),
    *("complaint-clock", "renewal", "agreement-expiry", "decide-inpatients", "task"),
}


def _known(document: Any, before: Any) -> Any:
    """What is told now, as far as it was told before: newer keys left out."""
    if isinstance(before, dict) and isinstance(document, dict):
        return {key: _known(document.get(key), value) for key, value in before.items()}
    if isinstance(before, list) and isinstance(document, list) and len(before) == len(document):
        return [_known(now, then) for now, then in zip(document, before, strict=True)]
    return document


def test_every_list_is_what_it_was(older: Runner) -> None:
    older.ok("database", "upgrade", "--no-backup")
    for words, before in sample_answers():
        after = older.ok("--as", "吴某", *words.split())
        if "deadlines" in after:
            after["deadlines"] = [row for row in after["deadlines"] if row["kind"] in _KINDS]
        assert _known(after, before) == before, words


@pytest.mark.parametrize(("backend", "revision"), in_turn((SECOND,), (THIRD,)), indirect=["backend"])
def test_every_list_of_a_later_program_is_what_it_was(tmp_path: Path, empty_url: str, revision: str) -> None:
    office = _office(tmp_path, empty_url, revision)
    office.ok("database", "upgrade", "--no-backup")
    for words, before in sample_answers(revision):
        assert _known(office.ok("--as", "吴某", *words.split()), before) == before, words


def test_it_is_sound_and_its_sealed_pieces_open(older: Runner) -> None:
    older.ok("database", "upgrade", "--no-backup")
    assert older.ok("database", "check")["problems"] == []
    assert older.ok("--as", "吴某", "journal", "verify")["ok"] is True
    sealed = next(row for row in sample_rows()["complaint_state"] if row["sealed"] not in (None, "[]"))
    opened = older.ok("--as", "孙某", "complaint", "reveal", sealed["id"], "--purpose", "answering by post")
    assert opened["reporter"] or opened["text"]


def test_work_goes_on_in_it(older: Runner) -> None:
    older.ok("database", "upgrade", "--no-backup")
    made = older.ok(
        *("--as", "张某", "complaint", "log", "--institution", CODE, "--received", "today", "--channel", "phone"),
        *("--nature", "complaint", "--summary", "等候过久"),
    )
    # What this program brought finds its rules in the rulebook the first one adopted.
    assert older.ok("roster", "due")["changes"] != []
    drafted = older.ok("--as", "张某", "roster", "draft")["id"]
    older.ok("--as", "赵某", "approve", drafted)
    older.ok("--as", "钱某", "roster", "publish", drafted, "--channel", "官网", "--ref", "名单1号")
    assert older.ok("roster", "due")["changes"] == []
    numbers = ("--asked", "10", "--answered", "9", "--satisfied", "8")
    older.ok("--as", "张某", "survey", "record", CODE, "--held", "today", "--among", "public", *numbers)
    assert older.ok("institution", "record", CODE)["records"][0]["asked_for"] is False
    # Numbers go on where the first program stopped.
    assert made["id"] == "TS-2024-0049"
    assert older.ok("database", "check")["problems"] == []
