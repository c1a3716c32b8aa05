"""The one form: validation on leaving a field, the preview before the last key, submission, refusal."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from console.tui.modals.act_form import ActForm
from console.tui.modals.confirm import Confirm
from console.tui.modals.pick import Pick
from console.tui.screens.case import CasePage
from console.tui.widgets.field_row import FieldRow
from console.tui.widgets.preview import Preview
from db.engine import normalise_url
from db.store import Store
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.measures import Measure
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start, compare

LOG = ("2", "G", "k", "G", "enter", "a", "slash", "=t.log", "enter")
"""From the first page to the form that logs a complaint on the last institution of the list."""


def form_of(console: Console) -> ActForm:
    form = console.app.screen
    assert isinstance(form, ActForm)
    return form


def row_of(console: Console, name: str) -> FieldRow:
    return next(row for row in form_of(console).fields.rows if row.field.name == name)


async def fill(console: Console, **texts: str) -> None:
    """Fill in fields by name, leaving each."""
    for name, text in texts.items():
        control = row_of(console, name).control
        assert control is not None
        control.focus()
        await console.pilot.pause()
        row_of(console, name).put(text)
        await console.press("tab")


def preview(console: Console) -> str:
    return form_of(console).query_one(Preview).text


def stored(tmp_path: Path, kind: type[State]) -> list[State]:
    store = Store.open(normalise_url(str(tmp_path / "town" / "office.db")))
    with store.read() as reader:
        found = reader.find(kind)
    store.close()
    return list(found)


async def test_leaving_a_field_tells_what_is_wrong_under_it(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, received="2024-02-30")
        assert row_of(console, "received").at_fault
        assert "There is no such day" in console.text
        await fill(console, received="")
        row_of(console, "received").put("")
        await fill(console, received="yesterday")
        assert not row_of(console, "received").at_fault
        assert "2024-09-29 Sun worked weekend" in console.text


async def test_a_day_that_starts_a_clock_shows_its_end_while_it_is_typed(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, channel="letter", nature="petition")
        row_of(console, "received").put("last friday")
        await console.settle()
        assert "2024-09-27 Fri working day" in console.text
        assert "tell whoever reported: by 2024-10-12 Sat worked weekend" in console.text
        row_of(console, "received").put("2024-09-2")
        await console.settle()
        assert "by 2024-10-12" not in console.text


async def test_a_day_of_next_week_is_understood(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press(*LOG)
        await fill(console, reply_by="下周一")
        assert not row_of(console, "reply_by").at_fault
        assert "2024-10-07 周一" in console.text


async def test_nothing_is_recorded_before_the_second_key(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, received="today", channel="phone", nature="lead", summary="beds counted twice")
        before = len(stored(tmp_path, Complaint))
        await console.press("f8")
        assert preview(console).startswith("Once done")
        assert len(stored(tmp_path, Complaint)) == before
        safe = form_of(console).query_one("#safe", Button)
        assert safe.has_focus
        await console.press("f8")
        assert len(stored(tmp_path, Complaint)) == before + 1
        assert not isinstance(console.app.screen, ActForm)
        assert "Log a complaint: TS-2024-0002" in console.text


async def test_the_safe_button_does_nothing(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        before = len(stored(tmp_path, Complaint))
        await fill(console, received="today", channel="phone", nature="lead", summary="beds counted twice")
        await console.press("f8", "enter")
        assert not isinstance(console.app.screen, ActForm)
        assert len(stored(tmp_path, Complaint)) == before


async def test_a_change_after_the_preview_asks_for_another_preview(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, received="today", channel="phone", nature="lead", summary="beds")
        await console.press("f8")
        before = len(stored(tmp_path, Complaint))
        await fill(console, source_no="GD-1")
        assert "Changed since" in preview(console)
        await console.press("f8")
        assert preview(console).startswith("Once done")
        assert len(stored(tmp_path, Complaint)) == before


async def test_missing_fields_are_named_and_the_first_gets_the_focus(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await console.press("f8")
        assert row_of(console, "received").control is console.app.focused
        assert "Day received is missing." in console.text


async def test_a_refusal_is_told_with_its_reasons_and_at_its_field(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("3", "G", "enter")
        page = console.app.screen
        assert isinstance(page, CasePage)
        lines = page.rows.lines
        page.rows.cursor = next(
            n for n, line in enumerate(lines) if line.record.get("option") == "refuse-payment" and not line.heading
        )
        await console.press("enter")
        assert row_of(console, "kind").raw == "refuse-payment"
        await fill(console, reason="不实申报")
        await console.press("f8")
        assert row_of(console, "bills").at_fault
        assert "经办条例 43" in preview(console)
        compare("form-refused-zh_CN", console.text)


async def test_a_proposal_by_keys_with_choices_and_preview(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("3", "G", "enter")
        page = console.app.screen
        assert isinstance(page, CasePage)
        page.rows.cursor = next(
            n for n, line in enumerate(page.rows.lines) if line.record.get("option") == "department-suspension"
        )
        await console.press("enter")
        await fill(console, reason="床位与计费不符", departments="骨科", skip_reason="情节较重")
        await console.press("f8")
        compare("form-preview-zh_CN", console.text)
        await console.press("f8")
        proposed = stored(tmp_path, Measure)[0]
        assert isinstance(proposed, Measure)
        assert (proposed.kind, proposed.departments) == ("department-suspension", ("骨科",))


async def test_choosing_several_from_a_list(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("3", "G", "enter", "a", "slash", "=finding.add", "enter")
        control = row_of(console, "departments").control
        assert control is not None
        control.focus()
        await console.press("f4")
        assert isinstance(console.app.screen, Pick)
        await console.press("space", "space", "enter")
        assert row_of(console, "departments").raw == ["骨科", "康复科"]


async def test_who_decides_sees_what_waits_and_what_it_rests_on(start: Start, tmp_path: Path) -> None:
    async with start("zhao", "zh_CN") as console:
        await console.press("3", "G", "enter", "j", "j", "j", "j", "a", "enter")
        assert "zhang" in preview(console)
        assert "ZB 五(三)" in preview(console)
        compare("form-approve-zh_CN", console.text)
        await console.press("f8", "f8")
        orders = [one for one in stored(tmp_path, Measure) if isinstance(one, Measure) and one.id == "CL-2024-0002"]
        assert orders[0].stage in ("approved", "proposed")
        assert (orders[0].decided_by == "zhao") is (orders[0].stage == "approved")


async def test_acts_of_other_roles_say_who_does_them(start: Start) -> None:
    async with start("wu", "en", (120, 36)) as console:
        await console.press("2", "G", "enter", "a")
        assert "needs supervisor" in console.text
        await console.press("G", "enter")
        assert isinstance(console.app.screen, Pick)


async def test_leaving_a_form_with_nothing_but_a_file_typed_asks_first(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await console.press("escape")
        assert not isinstance(console.app.screen, ActForm)
        await console.press("a", "slash", "=t.log", "enter")
        await fill(console, text="letter.txt")
        await console.press("escape")
        assert isinstance(console.app.screen, Confirm)
        await console.press("enter")
        assert isinstance(console.app.screen, ActForm)


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/] [red]x [ \\[b]", "a" * 3000])
async def test_markup_is_text_in_fields_preview_and_notices(start: Start, text: str) -> None:
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, received="today", channel="phone", nature="lead")
        row_of(console, "summary").put(text)
        row_of(console, "source_no").put(text)
        await console.press("f8", "f8")
        await console.press("escape")
        assert console.app.return_code is None


async def test_revoking_asks_for_the_name(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("3", "g", "enter")
        page = console.app.screen
        assert isinstance(page, CasePage)
        page.rows.cursor = next(n for n, line in enumerate(page.rows.lines) if line.key == "CL-2024-0003")
        await console.press("a", "slash", "=measure.revoke", "enter")
        await fill(console, reason="事实不清")
        await console.press("f8")
        retyped = form_of(console).query_one("#retyped", Input)
        assert retyped.has_focus
        await console.press("f8")
        assert isinstance(console.app.screen, ActForm)
        retyped.value = town.LONG
        await console.press("f8")
        assert not isinstance(console.app.screen, ActForm)
        (revoked,) = (one for one in stored(tmp_path, Measure) if one.id == "CL-2024-0003")
        assert revoked.pending is not None
        assert revoked.pending.kind == "revoke"


async def test_what_is_sealed_is_shown_once_and_only_after_the_second_key(start: Start) -> None:
    async with start("sun", "zh_CN") as console:
        await console.press("5", "j", "j", "j", "j", "enter", "g", "a", "slash", "=t.reveal", "enter")
        await fill(console, purpose="核实举报")
        await console.press("f8")
        assert "王五" not in console.text
        await console.press("f8")
        assert "王五" in console.text
        await console.press("escape")
        assert "王五" not in console.text
