"""Money on the pages: the case tells what is paid, owed and asked back; the recovery has a page with its acts."""

from pathlib import Path

import pytest

from console.tui.offered import offered
from console.tui.screens.case import CasePage
from console.tui.screens.subject import SubjectPage
from console.tui.sources import choices
from db.engine import normalise_url
from db.store import Store
from domain.acts import act
from tests.console.tui import town
from tests.console.tui.conftest import Start

CASE, REFUSAL, RECOVERY = "HC-2024-0001", "CL-2024-0004", "ZH-2024-0001"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The town, with 26,000 of B-17 refused, 100,000 released and 40,000 of it paid, and B-18 asked back."""
    folder = tmp_path / "money"
    folder.mkdir()
    office = town.build(folder)
    day = "2024-09-20"
    bills = ["B-17=26000", "B-18=1234.56"]
    id = office.do("measure.propose", on=day, case=CASE, kind="refuse-payment", reason="违反服务协议", bills=bills).id
    assert id == REFUSAL
    office.do("measure.notice", on=day, id=id)
    office.do("measure.serve", on=day, id=id, document="notice", method="direct", received=day)
    office.do("measure.defence", on=day, id=id, outcome="heard", text="无", adopted="no", reply="不予采纳")
    office.do("approve", who="zhao", on=day, id=id, confirm=True)
    office.do("measure.serve", on=day, id=id, method="direct", received=day)
    office.do("hold.refuse", on=day, case=CASE, bills=["B-17=26000"], measure=id)
    office.do("hold.release", on=day, case=CASE, bills=["B-17"], reason="核实无误")
    office.do("approve", who="zhao", on=day, id=CASE)
    office.do("hold.pay", on=day, case=CASE, bills=["B-17=40000"], paid=day, voucher="付1")
    assert office.do("recovery.open", on=day, measure=id, bills=["B-18"]).id == RECOVERY
    office.store.close()
    return str(folder / "office.db")


async def test_the_case_tells_its_money_and_opens_the_recovery(start: Start, url: str) -> None:
    async with start("zhang", "en", (120, 60), url=url) as console:
        await console.app.push_screen(CasePage(CASE))
        await console.settle()
        page = console.app.screen
        assert isinstance(page, CasePage)
        (held,) = [line for line in page.rows.lines if line.record.get("bill") == "B-17"]
        assert held.cells[1:] == ("126000.00", "100000.00", "26000.00", "0.00", "40000.00", "0.00")
        (asked,) = [line for line in page.rows.lines if line.key == RECOVERY]
        assert asked.cells[2:] == ("1234.56", "1234.56", "0.00")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_the_recovery_has_a_page_and_its_acts(start: Start, url: str, lang: str) -> None:
    async with start("zhang", lang, (100, 60), url=url) as console:
        await console.app.push_screen(CasePage(CASE))
        await console.settle()
        page = console.app.screen
        assert isinstance(page, CasePage)
        page.rows.cursor = next(n for n, line in enumerate(page.rows.lines) if line.key == RECOVERY)
        await console.press("enter")
        shown = console.app.screen
        assert isinstance(shown, SubjectPage)
        assert "壹仟贰佰叁拾肆元伍角陆分" in console.text
        opened = shown.desk.opened
        assert opened is not None
        kinds = {one.act.kind for one in offered(shown.own_subject(), None, opened) if one.act is not None}
        assert {"recovery.enter", "recovery.demand", "recovery.write-off"} <= kinds


@pytest.mark.parametrize(
    ("kind", "field", "raw", "offers"),
    [
        ("hold.pay", "bills", {"case": CASE}, [("B-17", "60000.00")]),
        ("recovery.open", "bills", {"measure": REFUSAL}, []),
        ("recovery.enter", "id", {}, [(RECOVERY, None)]),
    ],
)
async def test_forms_offer_what_there_is(
    start: Start, url: str, kind: str, field: str, raw: dict[str, str], offers: list[tuple[str, str | None]]
) -> None:
    async with start("zhang", "en", url=url) as console:
        opened = console.app.screen.desk.opened  # type: ignore[attr-defined]
        store = Store.open(normalise_url(url), Path(url + ".key"))
        described = act(kind)
        with store.read() as reader:
            found = choices(reader, opened, described, described.field(field), raw)
        store.close()
        assert [(one.value, one.more if more else None) for one, (_, more) in zip(found, offers, strict=True)] == offers
