"""Two at one case, and somebody with a tie to it: what the screens tell them."""

from threading import Event

from console.tui import flows
from console.tui.bulk import Batch, run
from console.tui.doing import Draft
from console.tui.modals.act_form import ActForm
from console.tui.questions import Questions
from console.tui.screens.case import CasePage
from console.tui.screens.page import Page
from console.tui.session import Session
from console.tui.subjects import Subject
from console.tui.widgets.preview import Preview
from domain.acts import act
from domain.refusals import Refusal
from sanctions.ledgers.audits import audits
from sanctions.results import Done
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start
from tests.sanctions.office import HOSPITAL, Office


def as_other(console: Console, who: str, kind: str, /, **raw: object) -> None:
    """Somebody else does an act meanwhile."""
    session = Session(console.app.session.url, who, "en", Office.clock_at(town.TODAY))
    answer = session.act(act(kind), raw, on=None, late_reason=None, rehearse=False)
    session.close()
    assert isinstance(answer, Done), answer


def page(console: Console) -> Page:
    shown = console.app.screen
    assert isinstance(shown, Page)
    return shown


async def test_whoever_comes_second_is_told_keeps_what_they_typed_and_goes_on(start: Start) -> None:
    async with start("zhang", "en") as console:
        case = page(console).desk.session.ask(lambda q: q.cases("", None).items[0]["id"])
        flows.open_subject(page(console), Subject("case", case))
        await console.settle()
        assert isinstance(console.app.screen, CasePage)
        seen = page(console).seen
        # After the page was read, before its form was opened.
        as_other(
            console, "li", "finding.add", source=case, category="records", severity="minor", provision="1", text="t"
        )
        # Of several marked lines each is told for itself.
        batch = Batch(Draft(act("case.add"), {"second": "qian"}, None, None), (Subject("case", case),), "b", seen)
        (one,) = run(console.app.session, batch, rehearse=False, told=lambda n: None, stop=Event())
        assert isinstance(one.answer, Refusal)
        assert one.answer.code == "changed"
        flows.do_act(page(console), act("case.add"), Subject("case", case), {"second": "qian"})
        await console.settle()
        await console.press("f8")
        form = console.app.screen
        assert isinstance(form, ActForm)
        told = form.query_one(Preview)
        assert "Since you looked, others acted on" in told.text
        assert "li on 2024-09-30: Add a finding" in told.text
        assert form.fields.draft.raw["second"] == "qian"
        await console.press("f8")
        assert told.text.startswith("Once done")
        # Once more in between: told again, and then it goes on.
        as_other(
            console, "li", "finding.add", source=case, category="records", severity="minor", provision="2", text="t"
        )
        await console.press("f8")
        assert "Since you looked" in told.text
        await console.press("f8", "f8")
        assert not isinstance(console.app.screen, ActForm)


async def test_a_draft_remembers_what_it_was_typed_on(start: Start) -> None:
    async with start("zhang", "en") as console:
        case = page(console).desk.session.ask(lambda q: q.cases("", None).items[0]["id"])
        flows.do_act(page(console), act("case.close"), Subject("case", case))
        await console.settle()
        await console.press("tab", "tab", "=because", "escape")
        as_other(
            console, "li", "finding.add", source=case, category="records", severity="minor", provision="1", text="t"
        )
        page(console).load()
        await console.settle()
        flows.do_act(page(console), act("case.close"), Subject("case", case))
        await console.settle()
        # The draft is offered, and taken up.
        await console.press("enter")
        form = console.app.screen
        assert isinstance(form, ActForm)
        assert form.keeper.seen is not None
        assert page_seen(console) > form.keeper.seen


def page_seen(console: Console) -> int:
    """The journal's last entry by now."""
    return console.app.session.ask(lambda questions: questions.seen)


def cases_of_hospital(questions: Questions) -> str:
    """The number of a case on the hospital."""
    return next(str(one["id"]) for one in questions.cases("", None).items if one["institution"] == HOSPITAL)


async def test_matters_of_a_tie_are_shut_and_say_so(start: Start) -> None:
    async with start("zhang", "en") as console:
        case = page(console).desk.session.ask(cases_of_hospital)
        as_other(console, "zhang", "operator.tie", institution=HOSPITAL, kind="relative")
        for subject in (Subject("institution", HOSPITAL, HOSPITAL), Subject("case", case, HOSPITAL)):
            flows.open_subject(page(console), subject)
            await console.settle()
            assert "are shut to you" in " ".join(console.text.split())
            await console.press("escape")
        await console.press("3")
        assert case in console.text
        kept = console.app.session.ask(lambda q: audits(q.reader, on=town.TODAY, kind="refused").items)
        assert {(one["act"], one["subject"]) for one in kept} == {("read", HOSPITAL), ("read", case)}
        flows.choose_act(page(console), Subject("case", case, HOSPITAL), None)
        await console.settle()
        assert "shut to you" in console.text
