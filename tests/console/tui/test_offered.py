"""The menu of acts: what comes next first, what cannot be done last, and no opinion of its own."""

from typing import Any

from console.tui.answers.not_now import not_now
from console.tui.offered import offered, offered_for_all
from console.tui.questions import Questions
from console.tui.subjects import Subject, noun_of
from db.store import Reader
from domain.acts import Act, Field, act
from domain.refusals import Refusal
from domain.roles import MAY, Role
from domain.states import aggregates
from sanctions.perform import perform
from tests.console.tui.conftest import Start
from tests.sanctions.office import PEOPLE

NAMED = {"measure": "CL-2024-0001", "to": "li", "person": "li"}
VALUES = {
    "promise": "x=2024-12-30",
    "pair": "1=x",
    "day": "2024-09-30",
    "flag": True,
    "yuan": "1.00",
    "count": "1",
    "bill": "B-17=1.00",
}


def everything(reader: Reader) -> list[Subject]:
    """Every subject on record that acts are done on."""
    found = [state for kind in aggregates() for state in reader.find(kind.state)]
    return [Subject(noun_of(one.id), one.id.partition(":")[2] or one.id, one.institution) for one in found]


def filled(one: Act, subject: Subject) -> dict[str, Any]:
    """Something in every field that its shape takes."""

    def value(field: Field) -> Any:
        if field.name == one.subject:
            return subject.id
        if field.shape == "choice":
            return field.choices[0] if field.choices else "1"
        if field.shape == "file":
            return None
        return NAMED.get(field.name) or VALUES.get(field.shape, "1")

    raw = {field.name: value(field) for field in one.fields}
    return {name: [given] if one.field(name).many and given is not None else given for name, given in raw.items()}


async def test_what_is_put_last_is_refused_whatever_is_filled_in(start: Start) -> None:
    async with start("zhao", "en") as console:
        session = console.app.session

        def look(questions: Questions) -> dict[tuple[str, str], dict[str, Any]]:
            found = not_now(questions.reader, questions.opened, everything(questions.reader))
            return {key: dict(whys) for key, whys in found.items()}

        barred = session.ask(look)
        tried = 0
        for (noun, id), whys in barred.items():
            for kind in whys:
                one = act(kind)
                if noun not in one.on:
                    continue
                role = next(iter(MAY[kind] & {Role(role) for _, roles in PEOPLE.values() for role in roles}), None)
                who = next((name for name, (_, roles) in PEOPLE.items() if role in roles), "admin")
                assert session._store is not None
                answer = perform(
                    session._store, who, one, filled(one, Subject(noun, id)), clock=session.clock, rehearse=True
                )
                assert isinstance(answer, Refusal), (kind, id)
                # By what stands, not by what was filled in.
                assert not answer.code.startswith(("value.", "role.", "not-found")), (kind, id, answer)
                tried += 1
        assert tried > 60


async def test_the_order_of_the_menu(start: Start) -> None:
    async with start("zhang", "en") as console:
        opened = console.app.session.opened
        assert opened is not None
        subject = Subject("measure", "CL-2024-0003", "52370300MJE000021L", record={"kind": "publication", "due": None})
        barred = console.app.session.ask(lambda q: not_now(q.reader, q.opened, [subject]))
        offers = offered(subject, None, opened, barred)
        kinds = [one.act.kind for one in offers if one.act is not None and one.subject == subject]
        late = [one.act.kind for one in offers if one.act is not None and one.subject == subject and one.denied]
        assert kinds[-len(late) :] == late
        assert {"measure.notice", "measure.amend", "approve", "recovery.open"} <= set(late)
        assert "measure.serve" not in late
        assert kinds.index("measure.serve") < kinds.index("attach.add") < kinds.index("measure.revoke")
        task = Subject("task", "LS-2024-0001", record={"kind": "task", "due": "2024-10-12"})
        first = next(one for one in offered(task, None, opened) if one.act is not None)
        assert first.act is not None
        assert first.act.kind == "task.done"
        # Where the page of a case recommends a measure, that comes first.
        case = Subject("case", "HC-2024-0001", record={"options": [{"verdict": "recommended"}]})
        first = next(one for one in offered(case, None, opened) if one.act is not None)
        assert first.act is not None
        assert first.act.kind == "measure.propose"
        # Marked together: what both take, and nothing of what only one does.
        both = offered_for_all([subject, Subject("case", "HC-2024-0001")], opened, barred)
        shared = {one.act.kind for one in both if one.act is not None}
        assert {"approve", "attach.add", "task.add"} <= shared
        assert not shared & {"measure.serve", "case.close"}
