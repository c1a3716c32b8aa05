"""Today: mine or all, what waits for me first, what follows from one decision as one line, money held by age."""

from console.tui.answers.today import today
from console.tui.screens.carrying import CarryingPage
from console.tui.screens.today import TodayPage
from console.tui.subjects import subject_of
from tests.console.tui.conftest import Console, Start
from tests.console.tui.test_lists import foot


def shown(console: Console) -> TodayPage:
    page = console.app.screen
    assert isinstance(page, TodayPage)
    return page


def kinds(console: Console) -> list[str]:
    return [str(line.record["kind"]) for line in shown(console).rows.lines]


async def test_mine_leaves_what_is_mine_to_do(start: Start) -> None:
    async with start("zhang", "en") as console:
        everything = len(shown(console).rows.lines)
        # Zhang asked for what waits, so none of it waits for Zhang.
        assert "approval" in kinds(console)
        assert "waits for you" not in console.text
        await console.press("m")
        assert "approval" not in kinds(console)
        assert 0 < len(shown(console).rows.lines) < everything
        assert foot(console).endswith(f"mine 1/{len(shown(console).rows.lines)}")
        # What is held is held in a case Zhang leads.
        assert kinds(console)[-1] == "hold"
        assert "held 146 days" in console.text
        await console.press("m")
        assert len(shown(console).rows.lines) == everything


async def test_what_waits_for_me_stands_before_what_is_due_later(start: Start) -> None:
    async with start("zhao", "en") as console:
        told = kinds(console)
        assert "waits for you" in console.text
        late = [bool(line.record["overdue_by"]) for line in shown(console).rows.lines]
        assert told.index("approval") == sum(late)
        await console.press("m")
        assert set(kinds(console)) == {"approval"}
        assert "Overdue 0" in console.text
    async with start("wu", "en") as console:
        # Nothing of this is an auditor's to do: the way out is named.
        await console.press("m")
        assert "Nothing waits for you today. m shows what runs for others too." in console.text


async def test_what_follows_from_a_decision_is_one_line_that_opens(start: Start) -> None:
    async with start("zhang", "en") as console:
        page = shown(console)
        lines = [line for line in page.rows.lines if line.record.get("tasks")]
        assert [line.key for line in lines] == ["tasks:CL-2024-0003"]
        tasks = lines[0].record["tasks"]
        assert f"{len(tasks)} to carry out" in console.text
        assert "after CL-2024-0003" in console.text
        # It stands where its most urgent task stood, and none of them stands twice.
        assert lines[0].record["due"] == min(one["due"] for one in tasks)
        keys = [line.key for line in page.rows.lines]
        assert not {one["subject"] for one in tasks} & set(keys)
        await console.press("g", *["j"] * keys.index(lines[0].key))
        # Acts and standing are about the decision.
        here = page.here()
        assert here is not None
        assert (here.noun, here.id, here.institution) == ("measure", "CL-2024-0003", "52370300MJE000021L")
        await console.press("enter")
        opened = console.app.screen
        assert isinstance(opened, CarryingPage)
        assert "To carry out after CL-2024-0003" in console.text
        assert [line.key for line in opened.rows.lines] == [one["subject"] for one in tasks]
        assert all(found.noun == "task" for line in opened.rows.lines if (found := subject_of(line)))
        await console.press("escape")
        assert console.app.screen is page
        counted = console.app.session.ask(lambda questions: today(questions.reader, questions.opened)["deadlines"])
        assert len(counted) == len(keys)
