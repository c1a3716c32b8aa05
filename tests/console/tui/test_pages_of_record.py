"""The pages of an institution, a case and the publications: sections, counts, older ones, what is cut read whole."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.strip import Strip

from console.tui.screens.case import CasePage
from console.tui.screens.entry import EntryPage
from console.tui.screens.institution import InstitutionPage
from console.tui.screens.kind import KindPage
from console.tui.screens.page import Page
from console.tui.screens.publication import PublicationPage
from console.tui.widgets.row_list import RowList
from domain.acts import Upload
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start
from tests.sanctions.office import HOSPITAL, Office

CASE = "HC-2024-0001"
WRITTEN = "the very words nobody else may read"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The town with much about one hospital: complaints, another name, files, a department to be stopped."""
    folder: Path = tmp_path_factory.mktemp("rich")
    office = town.build(folder)
    for n in range(8):
        office.do(
            "complaint.log",
            on=f"2024-07-0{n + 1}",
            institution=HOSPITAL,
            received=f"2024-07-0{n + 1}",
            channel="phone",
            nature="complaint",
            summary=f"第{n}件",
        )
    office.do("institution.change", on="2024-06-03", code=HOSPITAL, departments=["烧伤科"])
    office.do("institution.rename", on="2024-06-03", code=HOSPITAL, name="淄测第一医院")
    office.do("attach.add", on="2024-06-04", subject=CASE, file=Upload("笔录.txt", WRITTEN.encode()), kind="笔录")
    office.do(
        "attach.add", on="2024-06-04", subject="TS-2024-0001", file=Upload("b.txt", WRITTEN.encode()), kind="scan"
    )
    id = office.do(
        "measure.propose",
        on="2024-08-01",
        case=CASE,
        kind="department-suspension",
        reason="床位与计费不符",
        skip_reason="情节严重",
        departments=["骨科"],
        until="2024-12-31",
        clause="第十二条",
    ).id
    office.do("measure.notice", on="2024-08-01", id=id)
    office.do("measure.serve", on="2024-08-01", id=id, document="notice", method="direct", received="2024-08-01")
    office.do("measure.defence", on="2024-08-02", id=id, outcome="heard", text="无", adopted="no", reply="不予采纳")
    office.do("approve", who="zhao", on="2024-08-05", id=id)
    office.store.close()
    return str(folder / "office.db")


async def opened(console: Console, page: Page) -> Page:
    await console.app.push_screen(page)
    await console.settle()
    return page


def headings(page: Page) -> list[str]:
    return [line.cells[0].strip() or line.cells[1].strip() for line in page.rows.lines if line.heading]


async def to(console: Console, page: Page, words: str) -> None:
    """The cursor on the first line with some words."""
    at = next(n for n, line in enumerate(page.rows.lines) if words in " ".join(line.cells) and not line.heading)
    page.rows.action_move(at - page.rows.cursor)
    await console.settle()


async def test_an_institution_by_sections(start: Start, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.tui.answers.institution.SHOWN", 7)
    async with start("zhang", "en", url=url) as console:
        page = await opened(console, InstitutionPage(HOSPITAL))
        assert isinstance(page, InstitutionPage)
        assert headings(page) == [
            *(
                "Limits today",
                "Measures in force",
                "Agreements",
                "Cases (1)",
                "Other measures (2)",
                "Complaints and reports (9)",
            ),
            *("Inspections (1)", "Names over time", "Changes", "Acts"),
        ]
        # Tab goes through the sections and back.
        await console.press("tab", "tab", "tab")
        assert page.rows.current is not None
        assert page.rows.current.key == CASE
        await console.press(*["shift+tab"] * 4)
        assert page.rows.cursor == 1
        # The rest of a section, then the rest of the acts, page by page and none twice.
        await to(console, page, "4 older ones")
        await console.press("enter")
        assert sum(line.key.startswith("TS-") and "第" in "".join(line.cells) for line in page.rows.lines) == 8
        assert not any("older ones:" in line.cells[0] and "4" in line.cells[0] for line in page.rows.lines)
        while any("Older ones" in line.cells[0] for line in page.rows.lines):
            await to(console, page, "Older ones")
            await console.press("enter")
        shown = [one["words"] for one in page.answer["pages"]["acts"].items]
        # What was brought stays when the page comes to the front again.
        page.load()
        await console.settle()
        assert [one["words"] for one in page.answer["pages"]["acts"].items] == shown
        kinds = console.app.session.ask(lambda questions: [e.kind for e in questions.reader.latest(HOSPITAL)])
        assert len(shown) == len([kind for kind in kinds if not kind.startswith("task.")])


async def test_a_key_on_the_time_line_repaints_the_time_line(
    start: Start, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start("zhang", "en", url=url) as console:
        await opened(console, InstitutionPage(HOSPITAL))
        first = console.text
        assert "payment   " in first
        drawn: list[int] = []
        line = RowList.render_line

        def counted(rows: RowList, y: int) -> Strip:
            drawn.append(y)
            return line(rows, y)

        monkeypatch.setattr(RowList, "render_line", counted)
        seen = {first}
        for key in ("left_square_bracket", "minus", "right_curly_bracket", "plus"):
            await console.press(key)
            seen.add(console.text)
        assert len(seen) == 5
        await console.press("0")
        assert console.text == first
        assert drawn == []


async def test_the_time_line_has_a_lane_for_whatever_there_is(start: Start, url: str) -> None:
    async with start("zhang", "en", (120, 36), url=url) as console:
        await opened(console, InstitutionPage(town.OTHER))
        lanes = {line[1:11].strip(): line[11:] for line in console.text.splitlines()[6:13]}
        assert "HC-2024-0002" in lanes["case"]
        assert "to 2025-09-06" in lanes["bar"]
        await opened(console, InstitutionPage(HOSPITAL))
        lanes = {line[1:11].strip(): line[11:] for line in console.text.splitlines()[6:13]}
        assert "[126,000.00 " in lanes["payment"]


async def test_standing_tells_the_name_and_departments_of_the_day(start: Start, url: str) -> None:
    async with start("zhang", "en", url=url) as console:
        await opened(console, InstitutionPage(HOSPITAL))
        await console.press("s", *["backspace"] * 10, *"2024-05-02", "enter")
        assert "淄测中心医院" in console.text
        assert "Now called 淄测第一医院." in console.text
        assert "Departments of that day: 骨科, 康复科" in console.text


async def test_a_case_tells_its_steps_its_evidence_and_its_acts(start: Start, url: str) -> None:
    async with start("zhang", "en", (120, 90), url=url) as console:
        page = await opened(console, CasePage(CASE))
        assert {"Sources", "Findings", "Measures", "What may be done next", "Evidence", "Acts"} <= set(headings(page))
        told = [" ".join(line.cells) for line in page.rows.lines]
        assert any("[x] Notice 2024-08-01" in line for line in told)
        assert any("[x] Decision 2024-08-05" in line for line in told)
        assert any("[ ] Decision served" in line and "Not served yet." in line for line in told)
        assert any("笔录.txt" in line for line in told)
        assert sum("sealed; the custodian opens it" in line for line in told) == 2
        assert WRITTEN not in "\n".join(told)
        await to(console, page, "笔录.txt")
        await console.press("enter")
        assert "SHA-256" in console.text
        assert WRITTEN not in console.text


async def test_an_act_opens_its_entry_in_the_journal(start: Start, url: str) -> None:
    async with start("zhang", "en", url=url) as console:
        page = await opened(console, InstitutionPage(HOSPITAL))
        await to(console, page, "Rename an institution")
        await console.press("enter")
        assert isinstance(console.app.screen, EntryPage)
        assert "淄测第一医院" in console.text


async def test_what_is_cut_is_read_whole(start: Start, url: str) -> None:
    async with start("zhang", "en", (60, 24), url=url) as console:
        page = await opened(console, CasePage(CASE))
        # A held bill has more sums than there is room for.
        await to(console, page, "B-17 126000.00")
        assert "126000.00" in console.text
        await console.press("enter")
        assert "In full" in console.text
        await console.press("escape", "e")
        assert "In full" in console.text


async def test_publications_by_where_they_stand(start: Start) -> None:
    async with start("qian", "en", (120, 40)) as console:
        await console.press("4")
        page = console.app.screen
        assert isinstance(page, Page)
        assert headings(page) == ["To publish", "Under way"]
        await console.press("tab", "enter")
        shown = console.app.screen
        assert isinstance(shown, PublicationPage)
        assert "Text as it will stand, not approved yet" in console.text
        await to(console, shown, "drafted 2024-09-09")
        await console.press("enter")
        assert "Version 1: draft" in console.text
        assert town.LONG[:6] in console.text


async def test_the_register_of_lateness_and_what_is_to_be_taken_back(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "late"
    folder.mkdir()
    office = town.build(folder)
    office.as_of_day(office.today.replace(month=10, day=30))
    office.do("approve", who="zhao", on="2024-10-20", id="GB-2024-0001")
    office.do(
        "publication.publish", who="qian", on="2024-10-25", id="GB-2024-0001", channel="官网", link="https://x.cn"
    )
    office.store.close()
    async with start("qian", "en", (120, 40), url=str(folder / "office.db")) as console:
        await console.press("4")
        page = console.app.screen
        assert isinstance(page, Page)
        assert "1 terminations made public, 1 of them late" in console.text
        await to(console, page, "of them late")
        await console.press("enter")
        assert isinstance(console.app.screen, KindPage)
    office = Office(str(folder / "office.db"), "zibo-2023")
    office.as_of_day(date(2024, 10, 30))
    monkeypatch.setattr(town, "TODAY", office.today)
    office.do("measure.revoke", id="CL-2024-0003", reason="事实不清")
    office.do("approve", who="zhao", id="CL-2024-0003", confirm=True)
    office.store.close()
    async with start("qian", "en", (120, 40), url=str(folder / "office.db")) as console:
        await console.press("4")
        assert "To correct or take back" in console.text
        await console.press("e")
        assert "working days" in console.text


async def test_every_page_fits_whatever_the_size(start: Start, url: str) -> None:
    async with start("zhang", "zh_CN", url=url) as console:
        for page in (InstitutionPage(HOSPITAL), CasePage(CASE)):
            await opened(console, page)
            for width, height in ((40, 16), (120, 36)):
                await console.resize(width, height)
                lines = console.text.splitlines()
                assert len(lines) == height
                assert all(cell_len(line) <= width for line in lines)
