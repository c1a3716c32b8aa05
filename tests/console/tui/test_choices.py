"""Filling in a form: choices narrow as one types, what is meant is written out, a file's wrong cells are told."""

from pathlib import Path

from textual.widgets import Input

from console.tui.flows import do_act
from console.tui.modals.act_form import ActForm
from console.tui.modals.choices import Choices, choices_of
from console.tui.modals.pick import Pick
from console.tui.screens.page import Page
from console.tui.sources import Choice
from console.tui.speech import Speech
from console.tui.widgets.field_row import FieldRow
from console.tui.widgets.preview import Preview
from console.tui.widgets.row_list import RowList
from domain.acts import act
from tests.console.tui.conftest import Console, Start


async def form_of(console: Console, kind: str) -> ActForm:
    page = console.app.screen
    assert isinstance(page, Page)
    do_act(page, act(kind), None)
    await console.settle()
    form = console.app.screen
    assert isinstance(form, ActForm)
    return form


def row_of(form: ActForm, name: str) -> FieldRow:
    row = form.fields.named(name)
    assert row is not None
    return row


async def test_what_is_meant_by_a_part_is_told_and_written_out(start: Start) -> None:
    async with start("zhang", "zh_CN", (60, 20)) as console:
        form = await form_of(console, "complaint.log")
        row = row_of(form, "institution")
        assert row.control is form.focused
        await console.press("=中心医院")
        form.fields._ask_for(row)
        await console.settle()
        assert row.meaning == "淄测中心医院"
        # There is no room beside it on a narrow screen: the line below says it.
        assert "淄测中心医院" in console.text
        await console.press("tab")
        assert row.typed == row.raw == row.choices[0].value
        day = row_of(form, "received")
        assert day.control is form.focused
        await console.press("=+20wd")
        assert "2024-11-01 周五" in console.text


async def test_a_long_list_is_narrowed_as_one_types(start: Start) -> None:
    async with start("zhang", "en") as console:
        chosen: list[str] = []
        many = [Choice(f"K{n}", f"kind {n}") for n in range(30)]
        box = choices_of("Kinds", many, Speech("en"), many=False, marked=[], words="kind 2")
        console.app.over(box, lambda keys: chosen.extend(keys or ()))
        await console.settle()
        assert isinstance(console.app.focused, Input)
        assert len(box.query_one(RowList).lines) == 12
        await console.press("=1", "enter")
        assert chosen == ["K21"]
        few = choices_of("Kinds", many[:3], Speech("en"), many=False, marked=[], words="")
        assert isinstance(few, Pick)
        assert not isinstance(few, Choices)


async def test_wrong_cells_of_a_roster_are_told_by_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("code,name,services\n12,甲医院,medical\n34,乙医院,flying\n", encoding="utf-8")
    async with start("zhang", "en") as console:
        form = await form_of(console, "institution.import")
        assert form.fields.named("dry_run") is None
        row_of(form, "file").put(str(tmp_path / "nothing.csv"))
        await console.press("f8")
        assert row_of(form, "file").at_fault
        row_of(form, "file").put(str(tmp_path / "roster.csv"))
        await console.press("f8")
        told = form.query_one(Preview).text
        assert "line 2, code" in told
        assert "line 3, " in told
        assert form.ready is None
