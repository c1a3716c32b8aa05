"""What runs as a calendar file and as lines for a mail."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from console.lines import columns
from tests.console.cli.runner import Runner
from tests.samples import copy_sample

TODAY = date(2024, 9, 30)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("along"), TODAY)
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


def _events(content: bytes) -> dict[str, Any]:
    calendar = Calendar.from_ical(content)
    found = list(calendar.walk("VEVENT"))
    events = {str(event["UID"]): event for event in found}
    assert len(events) == len(found)
    return events


def _all(town: Runner, *words: str) -> Iterator[dict[str, Any]]:
    yield from town.ok("deadlines", "--limit", 500, *words)["deadlines"]


def test_the_calendar_holds_every_day_there_is_and_is_the_same_again(town: Runner) -> None:
    first, again = (town("--lang", "zh", "deadlines", "--format", "ics") for _ in range(2))
    assert first.out == again.out
    events = _events(first.out)
    rows = [row for row in _all(town) if row["due"] is not None]
    told = sorted(
        (event.decoded("DTSTART").isoformat(), event["SUMMARY"].rpartition(" ")[2]) for event in events.values()
    )
    assert told == sorted((row["due"], row["subject"].rpartition(":")[2]) for row in rows)
    assert Calendar.from_ical(first.out)["NAME"] == "淄测工伤保险经办机构: 期限"
    near = _events(town("deadlines", "--format", "ics", "--within", "5").out)
    assert 0 < len(near) < len(events)
    assert near.keys() <= events.keys()
    later = _events(town("--lang", "zh", "deadlines", "--format", "ics", "--on", "2024-10-08").out)
    kept = events.keys() & later.keys()
    assert kept
    # Another day alone changes no event.
    assert {uid: events[uid].to_ical() for uid in kept} == {uid: later[uid].to_ical() for uid in kept}


def test_a_change_keeps_the_uid_and_raises_the_number(town: Runner, tmp_path: Path) -> None:
    runner = Runner(tmp_path, TODAY)
    runner.database.write_bytes(town.database.read_bytes())
    task = next(row for row in _all(runner) if row["kind"] == "task" and row["subject"].startswith("LS-"))
    before = _events(runner("deadlines", "--format", "ics").out)
    runner.ok("--as", "张某", "task", "assign", task["subject"], "--due", "2024-11-20")
    after = _events(runner("deadlines", "--format", "ics").out)
    (uid,) = (uid for uid, event in before.items() if task["subject"] in event["SUMMARY"])
    assert after[uid].decoded("DTSTART") == date(2024, 11, 20)
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid].decoded("LAST-MODIFIED") > before[uid].decoded("LAST-MODIFIED")
    others = [uid for uid, event in before.items() if task["name"] not in event["SUMMARY"]]
    assert [after[uid].to_ical() for uid in others] == [before[uid].to_ical() for uid in others]
    runner.ok("--as", "张某", "task", "done", task["subject"], "--result", "已办")
    assert before.keys() - _events(runner("deadlines", "--format", "ics").out).keys() == {uid}


def test_the_words_about_a_complaint_stay_at_home(town: Runner, tmp_path: Path) -> None:
    runner = Runner(tmp_path, TODAY)
    runner.database.write_bytes(town.database.read_bytes())
    complaint = runner.ok("complaint", "list")["complaints"][0]["id"]
    for about, words in ((complaint, "回电王举报"), (runner.ok("case", "list")["cases"][0]["id"], "催交材料")):
        runner.ok("--as", "张某", "task", "add", about, "--text", words, "--due", "2024-10-20")
    content = runner("deadlines", "--format", "ics").out.replace(b"\r\n ", b"").decode()
    assert "催交材料" in content
    assert "王举报" not in content


def test_a_mail_has_a_subject_and_a_line_for_each(town: Runner, tmp_path: Path) -> None:
    rows = list(_all(town, "--within", "5"))
    for language in ("zh", "en"):
        answer = town("--lang", language, "deadlines", "--within", "5", "--format", "mail", "--check")
        subject, empty, *lines = answer.text.splitlines()
        assert answer.status == 3
        assert "2024-09-30" in subject
        assert empty == ""
        assert len(lines) == len(rows)
        assert max(map(columns, [subject, *lines])) <= 80
        for row, line in zip(rows, lines, strict=True):
            assert line.startswith(row["due"])
            assert row["subject"].rpartition(":")[2] in line
    quiet = town("deadlines", "--within", "0", "--on", "2022-01-02", "--format", "mail", "--check")
    assert (quiet.status, quiet.out) == (0, b"")


def test_into_a_file_and_what_does_not_go_together(town: Runner, tmp_path: Path) -> None:
    place = tmp_path / "deadlines.ics"
    document = town.ok("deadlines", "--format", "ics", "--output", place)
    assert document == {"format": "ics", "path": str(place)}
    assert place.read_bytes() == town("deadlines", "--format", "ics").out
    assert town("deadlines", "--format", "ics", "--output", place).status == 1
    assert town("deadlines", "--format", "ics", "--output", place, "--replace").status == 0
    assert town("deadlines", "--output", tmp_path / "x").status == 2
    assert town("deadlines", "--format", "mail", "--after", "x").status == 2
