"""Disputes in the console: offered where something is contested, a page of their own, the words people use."""

from pathlib import Path
from typing import Any

import pytest

from console.tui.doing import Draft
from console.tui.kinds import KINDS
from console.tui.modals.act_form import ActForm
from console.tui.offered import offered
from console.tui.screens.subject import SubjectPage
from console.tui.session import Session
from console.tui.sources import SOURCES
from console.tui.sources.asked import Asked
from console.tui.subjects import Subject
from domain.acts import act
from domain.states.measures import Measure
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start
from tests.sanctions.office import Office


def ended(office: Office) -> str:
    """The termination of the town."""
    with office.store.read() as reader:
        return next(one.id for one in reader.find(Measure) if one.kind == "termination")


@pytest.fixture
def contested(start: Start, tmp_path: Path) -> Any:
    """A console on the town with a dispute over its termination, and the dispute's id."""

    async def run(console: Console) -> tuple[str, str]:
        office = Office(str(tmp_path / "town" / "office.db"), "zibo-2023", today=town.TODAY)
        measure = ended(office)
        raw = {"target": measure, "kind": "复议", "body": "市人民政府", "number": "1", "filed": "2024-09-10"}
        dispute = office.do("dispute.open", on="2024-09-10", raw=raw).id
        told = {"id": dispute, "from_day": "2024-09-12", "body": "市人民政府", "reason": "停止执行"}
        office.do("dispute.stay", on="2024-09-12", raw=told)
        office.store.close()
        return measure, dispute

    return run


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_a_dispute_has_a_page_and_its_acts(start: Start, contested: Any, lang: str) -> None:
    async with start("zhang", lang, (100, 60)) as console:
        measure, dispute = await contested(console)
        opened = console.app.session.opened
        assert opened is not None
        for noun, id, kinds in (
            ("measure", measure, {"dispute.open"}),
            ("dispute", dispute, {"dispute.stay", "dispute.resume", "dispute.decide", "approve", "task.add"}),
        ):
            subject = Subject(noun, id)
            page = SubjectPage(subject, area="records")
            console.app.over(page)
            await console.settle()
            assert dispute in console.text
            assert kinds <= {one.act.kind for one in offered(subject, None, opened) if one.act is not None}
            await console.press("escape")


async def test_the_outcome_is_told_in_the_words_people_use(start: Start, contested: Any) -> None:
    async with start("zhang", "zh_CN", (100, 60)) as console:
        _, dispute = await contested(console)
        console.app.over(SubjectPage(Subject("dispute", dispute), area="records"))
        await console.settle()
        await console.press("a", "slash", "=dispute.decide", "enter")
        form = console.app.screen
        assert isinstance(form, ActForm)
        rows = {row.field.name: row for row in form.fields.rows}
        for name, text in (("outcome", "set-aside"), ("decided", "2024-09-20"), ("effective", "2024-09-25")):
            control = rows[name].control
            assert control is not None
            control.focus()
            rows[name].put(text)
            await console.press("tab")
        assert not rows["outcome"].at_fault


def test_what_may_be_contested_is_offered(tmp_path: Path) -> None:
    office = town.build(tmp_path)
    measure = ended(office)
    office.store.close()
    session = Session(str(tmp_path / "office.db"), "zhang", "en", Office.clock_at(town.TODAY))
    session.open()
    field = act("dispute.open").field("target")

    def asked(questions: Any) -> list[str]:
        found = SOURCES["dispute_targets"](Asked(questions.reader, questions.opened, act("dispute.open"), field, {}))
        return [one.value for one in found]

    values = session.ask(asked)
    assert {measure, f"bar:{measure}"} <= set(values)
    session.close()


def test_they_are_among_the_records() -> None:
    assert {"disputes", "hand-overs"} <= {kind.key for kind in KINDS}
    assert Draft(act("dispute.decide"), {}, None, None).act.retypes({"outcome": "set-aside"})
