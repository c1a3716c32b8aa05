"""Things to carry out (落实事项): adding, assigning, done with proof, dropped with a reason."""

from datetime import date

from domain.acts import Upload
from domain.acts.tasks import ADD, ASSIGN, DONE, DROP
from domain.messages import msg
from domain.refusals import refuse
from domain.roles import Role
from domain.states import aggregate_of
from domain.states.agency import Operator
from domain.states.core import State
from domain.states.institutions import Institution
from domain.states.tasks import Task
from domain.words import TASKS
from sanctions.following.opening import told
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.results import Done
from sanctions.work import Work

OVERSIGHT = "oversight"
ASKED = ("instruction", OVERSIGHT)
"""Kinds that somebody outside the matter asks for and waits for."""


@handles(ADD)
def add(
    work: Work,
    *,
    about: str,
    text: str,
    kind: str | None,
    person: str | None,
    due: date | None,
    asked_by: str | None,
) -> Done:
    """Add a task about anything that stands; instructions and opinions of the department say by when (answer day)."""
    kind = _kind_for(work, kind)
    code = _institution_of(work, about)
    if kind in ASKED and due is None:
        raise refuse("value.missing", msg("Say by when it is to be answered: --due."), field="due")
    _check_day(work, due)
    require_operator(work, person)
    subject = work.new_id("LS")
    work.record(
        "task.add",
        subject,
        {
            "about": about,
            "kind": kind,
            "zh": text,
            "en": text,
            "person": person,
            "due": due,
            "asked_by": asked_by,
        },
        institution=code,
    )
    return Done(id=subject, status="open", effects=(told(work, subject),))


def _kind_for(work: Work, kind: str | None) -> str:
    """The kind of a new task; refused ``role.denied`` for an overseer who adds anything but an opinion (监督意见)."""
    if Role.SUPERVISOR in work.actor.roles:
        return kind or "follow-up"
    if kind not in (None, OVERSIGHT):
        raise refuse(
            "role.denied",
            msg("An overseer adds opinions of the department alone. Give the kind oversight."),
            field="kind",
        )
    return OVERSIGHT


def _check_day(work: Work, due: date | None) -> None:
    if due is not None and due < work.on:
        raise refuse("task.day", msg("It cannot be carried out by {day}: that day is past.", day=due), field="due")


def require_operator(work: Work, name: str | None) -> None:
    """Refuse ``task.person`` for somebody who does not work here: a task needs hands."""
    if name is None:
        return
    found = work.tx.get(Operator, f"operator:{name}")
    if found is None or not found.active:
        raise refuse("task.person", msg("Nobody called {name} works here.", name=name), field="person")


def _institution_of(work: Work, about: str) -> str | None:
    """The institution a subject belongs to; a code stands for itself. Refused ``not-found``."""
    if (found := work.tx.get(Institution, f"institution:{about}")) is not None:
        return found.code
    try:
        kind = aggregate_of(about)
    except KeyError:
        raise refuse("not-found", msg("There is no {subject} here.", subject=about), field="about") from None
    standing: State = work.need(kind.state, about, "about")
    return standing.institution


def _open(work: Work, subject: str) -> Task:
    task = work.need(Task, subject)
    if task.status != "open":
        raise refuse(
            "already",
            msg("{task} is {status} since {day}.", task=subject, status=TASKS[task.status], day=task.closed_on or ""),
            field="id",
        )
    return task


@handles(ASSIGN)
def assign(work: Work, *, id: str, person: str | None, due: date | None) -> Done:
    """Say who carries it out, and by when."""
    task = _open(work, id)
    if person is None and due is None:
        raise refuse("value.missing", msg("Say who carries it out, or by when."), field="person")
    _check_day(work, due)
    require_operator(work, person)
    work.record("task.assign", id, {"person": person, "due": due}, institution=task.institution)
    return Done(id=id, status="open")


@handles(DONE)
def done(work: Work, *, id: str, result: str, proof: Upload | None) -> Done:
    """Record that it was carried out."""
    task = _open(work, id)
    work.record("task.done", id, {"result": result}, institution=task.institution)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="proof")
    return Done(id=id, status="done")


@handles(DROP)
def drop(work: Work, *, id: str, reason: str) -> Done:
    """Record that it does not apply here."""
    task = _open(work, id)
    work.record("task.drop", id, {"reason": reason}, institution=task.institution)
    return Done(id=id, status="dropped")
