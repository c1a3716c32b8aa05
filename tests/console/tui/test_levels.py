"""Approval in levels in the console: the sheet on the page, forms that ask what the level needs, the same refusals."""

from pathlib import Path
from typing import Any

import pytest

from console.i18n import render
from console.tui.modals.act_form import LEVEL_FIELDS, ActForm
from console.tui.offered import offered
from console.tui.screens.case import CasePage
from console.tui.screens.subject import SubjectPage
from console.tui.session import tried
from console.tui.sources import SOURCES
from console.tui.sources.asked import Asked
from console.tui.subjects import Subject
from console.tui.widgets.preview import Preview
from domain.acts import act
from domain.states.measures import Measure
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start
from tests.sanctions.levels import PEOPLE, agree, people, set_chain, walk
from tests.sanctions.office import HOSPITAL, Office

ORDER = "rectification-order"


def stepped(tmp_path: Path) -> tuple[Office, str]:
    """The town, deciding orders in five levels, with a new order that waits."""
    office = Office(str(tmp_path / "town" / "office.db"), "zibo-2023", today=town.TODAY)
    people(office)
    set_chain(office, ORDER, on="2024-09-25")
    case = office.do("case.open", on="2024-09-25", institution=HOSPITAL, lead="zhang", second="li").id
    raw = {"kind": ORDER, "reason": "违反服务协议", "rectify_by": "2024-12-31", "skip_reason": "情节较重"}
    return office, office.do("measure.propose", on="2024-09-26", case=case, raw=raw).id


def shown(form: ActForm) -> set[str]:
    return {row.field.name for row in form.fields.rows if row.display}


async def form(console: Console, kind: str, id: str) -> ActForm:
    opened = ActForm(act(kind), Subject("measure", id, HOSPITAL), {})
    console.app.over(opened)
    await console.settle()
    return opened


async def fill(console: Console, opened: ActForm, **texts: str) -> None:
    for name, text in texts.items():
        row = opened.fields.named(name)
        assert row is not None
        row.put(text)
    await console.settle()


async def test_the_form_asks_what_the_level_needs(start: Start, tmp_path: Path) -> None:
    async with start("zhao", "en", (120, 40)) as console:
        office, id = stepped(tmp_path)
        expected = {
            "section-head": {"opinion"},
            "legal": {"opinion"},
            "leader": {"opinion"},
            "discussion": {"opinion", "minutes", "minutes_file", "attendees"},
            "head": {"opinion"},
        }
        for level, fields in expected.items():
            opened = await form(console, "approve", id)
            assert shown(opened) & LEVEL_FIELDS == fields, level
            await console.press("escape")
            agree(office, id, level, "2024-09-27")
        office.store.close()


async def test_without_levels_the_form_is_what_it_was(start: Start) -> None:
    async with start("zhao", "en", (120, 40)) as console:
        opened = await form(console, "approve", "CL-2024-0002")
        assert shown(opened) == {"id", "confirm", "on", "late_reason"}


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_page_and_preview_show_the_sheet(start: Start, tmp_path: Path, lang: str) -> None:
    async with start("zhao", lang, (120, 60)) as console:
        office, id = stepped(tmp_path)
        walk(office, id, "2024-09-27", upto="leader")
        page = SubjectPage(Subject("measure", id), area="records")
        console.app.over(page)
        await console.settle()
        words = (
            ("程序合法", "分管领导", "科室负责人")
            if lang == "zh_CN"
            else ("程序合法", "leader in charge", "section head")
        )
        assert all(word in console.text for word in words), console.text
        assert PEOPLE["leader"][0] in console.text
        opened = await form(console, "approve", id)
        assert words[1] in opened.query_one(Preview).text
        office.store.close()


async def test_returned_it_is_the_proposers_and_the_page_says_so(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN", (120, 60)) as console:
        office, id = stepped(tmp_path)
        agree(office, id, "section-head", "2024-09-27")
        office.do("return", who="fawu", on="2024-09-27", id=id, reason="补充条款")
        console.app.over(SubjectPage(Subject("measure", id), area="records"))
        await console.settle()
        assert "已退回zhang" in console.text
        assert "补充条款" in console.text
        opened = await form(console, "resubmit", id)
        assert "补充条款" in opened.query_one(Preview).text
        await fill(console, opened, note="已补充")
        await console.press("f8", "f8")
        with office.store.read() as reader:
            found = reader.get(Measure, id)
        assert found is not None
        assert found.pending is not None
        assert (found.pending.returned, found.pending.level) == (False, "section-head")
        office.store.close()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("who", "at", "fields"),
    [
        ("zhao", "section-head", {}),
        ("juzhang", "section-head", {}),
        ("twin", "section-head", {}),
        ("fawu", "legal", {}),
        ("mishu", "discussion", {}),
        ("fawu", "leader", {}),
    ],
)
async def test_refusals_read_the_same_on_both_faces(
    start: Start, tmp_path: Path, lang: str, who: str, at: str, fields: dict[str, Any]
) -> None:
    async with start("zhao", lang, (120, 60)) as console:
        office, id = stepped(tmp_path)
        if at != "section-head":
            walk(office, id, "2024-09-27", upto=at)
        console.app.session.operator = who
        opened = await form(console, "approve", id)
        await console.press("f8")
        refusal = office.refused("approve", who=who, id=id, **fields)
        told = opened.query_one(Preview).text.replace("\n", "")
        sentence = render(refusal.message, lang)
        assert sentence in told, (sentence, told)
        office.store.close()


async def test_a_delegate_is_offered_to_decide_and_chooses_in_whose_name(start: Start, tmp_path: Path) -> None:
    async with start("li", "zh_CN", (120, 60)) as console:
        office, id = stepped(tmp_path)
        subject = Subject("measure", id, HOSPITAL, record={"pending": "decision"})

        def denied() -> set[str]:
            opened = console.app.session.opened
            assert opened is not None
            return {one.act.kind for one in offered(subject, None, opened) if one.act is not None and one.denied}

        assert {"approve", "reject", "return"} <= denied()
        given = {"to": "li", "from_day": "2024-09-30", "until": "2024-10-12", "kind": "leave", "reason": "休假"}
        office.do("delegation.give", who=PEOPLE["section-head"][0], raw=given)
        assert not isinstance(tried(console.app.session.open), Exception)
        assert not {"approve", "reject", "return"} & denied()
        opened = await form(console, "approve", id)
        assert "behalf" in shown(opened)
        source = SOURCES["principals"]
        session = console.app.session
        field = act("approve").field("behalf")
        choices = session.ask(
            lambda q: [one.value for one in source(Asked(q.reader, q.opened, act("approve"), field, {}))]
        )
        assert choices == [PEOPLE["section-head"][0]]
        await console.press("f8", "f8")
        with office.store.read() as reader:
            found = reader.get(Measure, id)
        assert found is not None
        assert found.pending is not None
        assert (found.pending.steps[0].by, found.pending.steps[0].behalf) == ("li", PEOPLE["section-head"][0])
        console.app.over(SubjectPage(Subject("measure", id), area="records"))
        await console.settle()
        assert f"li(代{PEOPLE['section-head'][0]})" in console.text
        office.store.close()


async def test_a_case_offered_shows_to_whom(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN", (100, 40)) as console:
        office = Office(str(tmp_path / "town" / "office.db"), "zibo-2023", today=town.TODAY)
        office.do("operator.add", who="admin", name="chen", staff="P21", roles=["supervisor"])
        office.do("case.handover", on="2024-09-27", case="HC-2024-0001", to="chen", reason="岗位调整")
        console.app.over(CasePage("HC-2024-0001", area="cases"))
        await console.settle()
        assert "zhang移交chen" in console.text
        office.store.close()


async def test_a_delegation_has_a_page_with_its_act(start: Start, tmp_path: Path) -> None:
    async with start("zhao", "zh_CN", (100, 40)) as console:
        office = Office(str(tmp_path / "town" / "office.db"), "zibo-2023", today=town.TODAY)
        given = {"to": "li", "from_day": "2024-09-30", "until": "2024-10-12", "kind": "leave", "reason": "休假"}
        id = office.do("delegation.give", who="zhao", raw=given).id
        subject = Subject("delegation", id)
        console.app.over(SubjectPage(subject, area="records"))
        await console.settle()
        for word in ("zhao", "li", "2024-10-12", "休假"):
            assert word in console.text
        opened = console.app.session.opened
        assert opened is not None
        assert "delegation.end" in {one.act.kind for one in offered(subject, None, opened) if one.act is not None}
        office.store.close()
