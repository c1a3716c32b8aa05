"""One act on several: rehearsed for each, one confirmation, each done by itself, the refused told and left marked."""

from threading import Event

import pytest
from textual.widgets import Button

from console.tui.bulk import Batch, Outcome, run, unfit
from console.tui.doing import Draft
from console.tui.modals import bulk_run
from console.tui.modals.bulk_form import BulkForm
from console.tui.modals.bulk_run import REPORT, SHOWN, BulkRun
from console.tui.modals.pick import Pick
from console.tui.screens.page import Page
from console.tui.subjects import Subject
from db.journal import head
from domain.acts import act, acts
from domain.refusals import Refusal
from sanctions.results import Done
from tests.console.tui.conftest import Console, Start


def entries(console: Console) -> int:
    return console.app.session.ask(lambda questions: head(questions.reader.connection)[0])


def running(console: Console) -> BulkRun:
    shown = console.app.screen
    assert isinstance(shown, BulkRun), shown
    return shown


def shown_page(console: Console) -> Page:
    shown = console.app.screen
    assert isinstance(shown, Page)
    return shown


def marked(page: Page) -> list[str]:
    return [one.id for one in page.marks.subjects]


async def test_tasks_are_done_together_each_as_an_act_of_its_own(start: Start) -> None:
    async with start("zhang", "en", (100, 30)) as console:
        page = shown_page(console)
        group = next(n for n, one in enumerate(page.rows.lines) if one.key.startswith("tasks:"))
        await console.press("g", *["j"] * group, "space")
        ids = marked(page)
        assert len(ids) > 1
        before = entries(console)
        await console.press("a")
        assert isinstance(console.app.screen, Pick)
        # What answers the deadline stands first.
        await console.press("enter")
        form = console.app.screen
        assert isinstance(form, BulkForm)
        assert f"{len(ids)} marked" in console.text
        assert not any(row.display for row in form.query("FieldRow") if row.field.shape == "file")
        await console.press(*"done so", "f8")
        shown = running(console)
        assert shown.stage == SHOWN
        assert f"Will be done: {len(ids)}. Refused: 0." in console.text
        # Nothing is kept by looking, and the way back has the focus.
        assert entries(console) == before
        assert isinstance(console.app.focused, Button)
        assert console.app.focused.id == "safe"
        # Twice the key, once the acts.
        await console.pilot.press("f8", "f8")
        await console.settle()
        assert shown.stage == REPORT
        assert entries(console) == before + len(ids)
        assert f"Done: {len(ids)}. Refused: 0." in console.text
        await console.press("f8", "enter")
        assert entries(console) == before + len(ids)
        assert shown_page(console) is page
        assert not page.marks.lines


async def test_what_is_refused_is_told_by_number_and_stays_marked(start: Start) -> None:
    async with start("twin", "en", (100, 30)) as console:
        page = shown_page(console)
        # Twin is Zhang under another name: what Zhang asked for is not for them, what the administrator asked for is.
        keys = [one.key for one in page.rows.lines if one.record.get("kind") == "approval"]
        assert len(keys) > 2
        for key in keys:
            await console.press("g", *["j"] * [one.key for one in page.rows.lines].index(key), "space")
        before = entries(console)
        await console.press("a")
        assert f"1 of {len(keys)}" in console.text
        await console.press("slash", *"Approve", "enter", "enter")
        assert isinstance(console.app.screen, BulkForm)
        await console.press("f8")
        assert f"Will be done: 1. Refused: {len(keys) - 1}." in console.text
        assert "You asked for this yourself" in console.text
        await console.press("f8")
        assert f"Done: 1. Refused: {len(keys) - 1}." in console.text
        assert entries(console) == before + 1
        await console.press("escape")
        assert len(page.marks.lines) == len(keys) - 1
        assert "policy:defence.period" not in page.marks.lines


async def test_leaving_does_nothing_and_an_end_in_between_leaves_whole_acts(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start("zhang", "en", (100, 30)) as console:
        page = shown_page(console)
        group = next(n for n, one in enumerate(page.rows.lines) if one.key.startswith("tasks:"))
        await console.press("g", *["j"] * group, "space")
        ids, before = marked(page), entries(console)
        await console.press("a", "enter", *"done", "f8", "enter")
        assert isinstance(console.app.screen, BulkForm)
        # What is typed outlives the form, and the same form offers it again.
        await console.press("escape")
        assert shown_page(console) is page
        await console.press("a", "enter")
        assert "There is a draft of this form" in console.text
        await console.press("enter", "f8")
        shown = running(console)

        def stopped(*given: object, **told: object) -> tuple[Outcome, ...]:
            # Told to stop while the first is on its way.
            telling = told["told"]

            def tell(number: int) -> None:
                shown.stop.set()
                telling(number)  # type: ignore[operator]

            return run(*given, **(told | {"told": tell}))  # type: ignore[arg-type]

        monkeypatch.setattr(bulk_run, "run", stopped)
        await console.press("f8")
        assert f"Done: 1. Refused: 0. Not tried: {len(ids) - 1}." in console.text
        assert entries(console) == before + 1
        # What is left can be gone on with at once; what was done is not done twice.
        monkeypatch.setattr(bulk_run, "run", run)
        await console.press("f8")
        assert f"Done: {len(ids)}. Refused: 0." in console.text
        assert entries(console) == before + len(ids)
        again = run(console.app.session, shown.fit, rehearse=False, told=lambda n: None, stop=Event())
        assert all(isinstance(one.answer, Done) and one.answer.repeated for one in again)
        assert len(again) == len(ids)
        assert entries(console) == before + len(ids)
        await console.press("escape")
        assert not page.marks.lines


async def test_a_refusal_in_between_stops_nothing(start: Start) -> None:
    async with start("zhang", "en") as console:
        subjects = tuple(Subject("task", id) for id in ("LS-2024-9999", "LS-2024-0001"))
        batch = Batch(Draft(act("task.done"), {"result": "done"}, None, None), subjects, "b")
        told: list[int] = []
        found = run(console.app.session, batch, rehearse=True, told=told.append, stop=Event())
        assert [isinstance(one.answer, Refusal) for one in found] == [True, False]
        assert told == [1, 2]


def test_what_is_done_one_at_a_time_says_why() -> None:
    alone = {one.kind for one in acts() if one.on and unfit(one) is not None}
    assert alone == {"measure.revoke", "complaint.reveal", "attach.open", "attach.add", "complaint.add-reporter"}
    assert unfit(act("operator.add")) is not None
