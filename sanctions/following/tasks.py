"""Things to carry out (落实事项): adding, assigning, done with proof, dropped with a reason."""

from datetime import date

from domain.acts import Upload
from domain.acts.tasks import ADD, ASSIGN, DONE, DROP
from domain.messages import msg
from domain.refusals import refuse
from domain.states import aggregate_of
from domain.states.core import State
from domain.states.institutions import Institution
from domain.states.tasks import Task
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.results import Done
from sanctions.work import Work


@handles(ADD)
def add(work: Work, *, about: str, text: str, kind: str | None, person: str | None, due: date | None) -> Done:
    """Add a task about anything that stands."""
    subject = work.new_id("LS")
    code = _institution_of(work, about)
    work.record(
        "task.add",
        subject,
        {"about": about, "kind": kind or "follow-up", "zh": text, "en": text, "person": person, "due": due},
        institution=code,
    )
    return Done(id=subject, status="open")


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
        raise refuse("already", msg("{task} was closed on {day}.", task=subject, day=task.closed_on or ""), field="id")
    return task


@handles(ASSIGN)
def assign(work: Work, *, id: str, person: str | None, due: date | None) -> Done:
    """Say who carries it out, and by when."""
    task = _open(work, id)
    if person is None and due is None:
        raise refuse("value.missing", msg("Say who carries it out, or by when."), field="person")
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
