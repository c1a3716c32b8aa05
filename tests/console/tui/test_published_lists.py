"""The published list on the page of publication: what changed, the versions, and one of them with its text."""

from pathlib import Path

from console.tui.screens.subject import SubjectPage
from tests.console.tui.conftest import Start
from tests.sanctions.office import HOSPITAL, Office


async def test_from_the_change_to_the_list(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en"):
        pass
    office = Office(str(tmp_path / "town" / "office.db"), "zibo-2023")
    office.as_of_day(office.today.replace(year=2024, month=9, day=9))
    first = office.do("roster.draft", as_of="2024-09-05").id
    office.do("approve", who="zhao", id=first)
    office.do("roster.publish", who="qian", id=first, channel="官网", ref="1号")
    office.do("institution.rename", code=HOSPITAL, name="淄测第一医院")
    office.store.close()
    async with start("zhang", "en") as console:
        await console.press("4", "G")
        assert "Whole list" in console.text
        await console.resize(120, 36)
        assert "is now called 淄测第一医院" in console.text
        assert "listed as of 2024-09-05" in console.text
        await console.press("enter")
        page = console.app.screen
        assert isinstance(page, SubjectPage)
        assert page.subject.id == first
        assert "工伤保险服务协议机构名单" in "\n".join(" ".join(line.cells) for line in page.rows.lines)
    async with start("zhang", "zh_CN") as console:
        await console.press("4")
        assert "更名为" in console.text
