"""A year in the life of one agency, by commands: forty complaints, twelve inspections, nine cases, every measure."""

from collections import Counter
from typing import Any

import pytest

from domain.acts.measures import KINDS
from tests.scenarios.desk import Desk
from tests.scenarios.year import world
from tests.scenarios.year.cases import STORIES
from tests.scenarios.year.complaints import every_complaint
from tests.scenarios.year.others import every_other
from tests.scenarios.year.stage import Shown, Stage
from tests.stores import ON_POSTGRES, SQLITE

LOOKS = ("2025-03-28", "2025-05-30", "2025-07-31", "2025-09-12", "2025-11-28")
DONE_OR_OVER = ("done", "lifted", "expired", "superseded", "revoked", "in-force")


def _look(desk: Desk, day: str, *known: str) -> Shown:
    """Standing of every institution, and every measure and case there was, as the desk tells them for a day."""
    told: Shown = {code: desk.ok("standing", code, "--on", day, *known) for code in world.CODES}
    for noun in ("measure", "case"):
        for one in _all(desk, noun):
            answer = desk.call(noun, "show", one["id"], "--on", day, *known)
            # What was not there yet on that day is not found.
            if answer.status == 0:
                told[one["id"]] = answer.json
    for one in told.values():
        one.pop("known_at", None)
    return told


@pytest.mark.parametrize("make_desk", [SQLITE, ON_POSTGRES], indirect=True)
def test_a_year(tianjin: Desk) -> None:
    world.settle(tianjin)
    world.staff(tianjin)
    stage = Stage(tianjin, LOOKS, _look)
    for story in (*(story(tianjin) for story in STORIES), *every_complaint(tianjin), *every_other(tianjin)):
        stage.add(story)
    stage.run()
    tianjin.on("2025-12-31", hour=18)
    _everything_was_done(tianjin)
    _ledgers_balance(tianjin)
    _deadlines_are_met_or_told_late(tianjin)
    for day in LOOKS:
        assert _look(tianjin, day, "--known-at", f"{day}T22:30:00+08:00") == stage.seen[day], day


def _everything_was_done(desk: Desk) -> None:
    assert len(_all(desk, "complaint")) == 40
    assert len(_all(desk, "inspection")) == 12
    assert len(_all(desk, "case")) == 9
    measures = _all(desk, "measure")
    assert {one["kind"] for one in measures} == set(KINDS)
    assert {one["status"] for one in measures} <= set(DONE_OR_OVER)
    outcomes = Counter(one["outcome"] for one in _all(desk, "dispute"))
    assert outcomes == {"upheld": 2, "set-aside": 1}


def _all(desk: Desk, noun: str) -> list[dict[str, Any]]:
    return list(desk.ok(noun, "list", "--limit", "500")[f"{noun}s"])


def _ledgers_balance(desk: Desk) -> None:
    whole = desk.ok("ledger", "money", "--check")
    assert whole["balanced"] is True
    for case in _all(desk, "case"):
        assert desk.ok("ledger", "money", "--case", case["id"], "--check")["balanced"] is True


def _deadlines_are_met_or_told_late(desk: Desk) -> None:
    """Nothing of the agency's is overdue at the end; what came late says by how much."""
    left = desk.ok("deadlines")["deadlines"]
    assert [(row["kind"], row["subject"]) for row in left if row["overdue_by"]] == []
    rates = {row["kind"]: row for row in desk.ok("ledger", "on-time")["on_time"]}
    assert sum(row["open"] for row in rates.values()) == 0
    # Judged by what stands now: the publication that was late was of a termination since set aside.
    told = {kind: (row["due"], row["late"], row["most_late"]) for kind, row in rates.items() if row["due"]}
    assert told["publication"] == (2, 0, None)
    assert told["list-update"] == (4, 1, 8)
    assert told["recheck"] == (1, 1, 1)
    assert told["complaint-clock"] == (8, 4, 2)
