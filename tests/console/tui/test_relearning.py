"""The other language while the console runs: page, filter, cursor and what is typed stay."""

from textual.widgets import Input

from console.tui.modals.act_form import ActForm
from console.tui.screens.cases import CasesPage
from console.tui.screens.kind import KindPage
from console.tui.screens.records import RecordsPage
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.preview import Preview
from tests.console.tui.conftest import Console, Start


def rows_of(console: Console) -> dict[str, str]:
    form = console.app.screen
    assert isinstance(form, ActForm)
    return {row.field.name: row.typed for row in form.fields.rows}


async def test_a_form_keeps_what_is_typed(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("2", "G", "k", "G", "enter", "a", "slash", "=t.log", "enter")
        form = console.app.screen
        assert isinstance(form, ActForm)
        for name, text in (
            ("received", "昨天"),
            ("channel", "letter"),
            ("nature", "lead"),
            ("summary", "多计床位 [/]"),
        ):
            row = form.fields.named(name)
            assert row is not None
            row.put(text)
        row = form.fields.named("source_no")
        assert row is not None
        form.fields.go_to(row)
        await console.press("=G7", "left")
        await console.press("f8")
        assert form.ready is not None
        form.fields.go_to(row)
        await console.press("f12")
        assert form.is_current
        assert form.ready is None
        now = rows_of(console)
        assert (now["received"], now["summary"], now["source_no"]) == ("昨天", "多计床位 [/]", "G7")
        assert (now["channel"], now["nature"]) == ("by letter", "lead")
        assert isinstance(console.app.focused, Input)
        assert (console.app.focused.value, console.app.focused.cursor_position) == ("G7", 1)
        assert "*Summary" in console.text
        await console.press("f8")
        assert form.query_one(Preview).text.startswith("Once done")
        await console.press("f8")
        assert not isinstance(console.app.screen, ActForm)
        # The page the form was opened on speaks the other language too, and so does the one behind it.
        assert "1 Today" in console.text
        await console.press("escape")
        assert "Standing" in console.text


async def test_a_page_keeps_filter_and_cursor(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("3", "slash", "=HC", "enter", "G")
        page = console.app.screen
        assert isinstance(page, CasesPage)
        at = page.rows.current
        assert at is not None
        await console.press("f12")
        assert page.is_current
        assert page.words == "HC"
        assert page.rows.current is not None
        assert page.rows.current.key == at.key
        assert "核查" in console.text
        await console.press("5")
        records = console.app.screen
        assert isinstance(records, RecordsPage)
        records.rows.cursor = next(
            n for n, line in enumerate(records.rows.lines) if line.record.get("list") == "complaints"
        )
        await console.press("enter")
        kind = console.app.screen
        assert isinstance(kind, KindPage)
        title = kind.query_one("#title", TextBar).text
        await console.press("f12")
        assert kind.query_one("#title", TextBar).text != title
        await console.press("escape", "3")
        assert "Status" in console.text
