"""Inspections (协议检查) by two people or more: planned, recorded, the facts confirmed. Nothing is seized or sealed."""

import re
from datetime import date

from domain.acts import Upload
from domain.acts.inspections import CANCEL, CONFIRM, PLAN, RECORD
from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.states.inspections import Inspection
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.results import Done
from sanctions.work import Work

_TEAM = 2
_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_LONG_DIGITS = re.compile("[0-9]{17}[0-9Xx]")


@handles(PLAN)
def plan(work: Work, *, institution: str, kind: str, by: date, inspectors: tuple[str, ...], note: str | None) -> Done:
    """Plan an inspection to be held by a day (检查计划); refused ``inspection.days`` for a day before the act."""
    inspected = work.institution(institution)
    if by < work.on:
        raise refuse("inspection.days", msg("{day} lies before {on}.", day=by, on=work.on), field="by")
    subject = work.new_id("JC")
    fields = {"kind": kind, "by": by, "inspectors": list(dict.fromkeys(inspectors)), "note": note}
    work.record("inspection.plan", subject, fields, institution=institution)
    return Done(
        id=subject,
        status="planned",
        effects=(msg("{id}: {name} is to be inspected by {day}.", id=subject, name=inspected.name, day=by),),
    )


@handles(RECORD)
def record(
    work: Work,
    *,
    institution: str,
    kind: str,
    inspectors: tuple[str, ...],
    participants: tuple[str, ...],
    plan: str | None,
    notice_no: str | None,
    unannounced: bool,
    credentials: bool,
    place: str | None,
    time_from: str | None,
    time_to: str | None,
    samples: tuple[str, ...],
    records: tuple[str, ...],
    signed: str | None,
    signed_by: str | None,
    not_signed_why: str | None,
    witness: str | None,
    note: str | None,
) -> Done:
    """Record an inspection held on the day of the act, a planned one under its number.

    Refused: ``inspection.team`` with fewer than two people, ``inspection.plan`` for a plan that is not open or of
    another institution, ``inspection.time``, ``inspection.sample`` for what looks like an identity number.
    """
    inspected = work.institution(institution)
    team = list(dict.fromkeys(inspectors))
    if len(team) < _TEAM:
        raise refuse(
            "inspection.team",
            msg("An inspection takes at least {least} different people. Give --inspector for each.", least=_TEAM),
            field="inspectors",
        )
    _require_times(time_from, time_to)
    _require_numbers(samples)
    planned = _planned(work, plan, institution) if plan else None
    subject = planned.id if planned else work.new_id("JC")
    work.record(
        "inspection.record",
        subject,
        {
            "kind": kind,
            "inspectors": team,
            "participants": list(dict.fromkeys(participants)),
            "notice_no": notice_no,
            "unannounced": unannounced or None,
            "credentials": credentials or None,
            "place": place,
            "time_from": time_from,
            "time_to": time_to,
            "samples": list(dict.fromkeys(samples)),
            "records": list(dict.fromkeys(records)),
            "signed": signed,
            "signed_by": signed_by,
            "not_signed_why": not_signed_why,
            "witness": witness,
            "note": note,
        },
        institution=institution,
    )
    effects: list[Words] = [msg("{id}: {name} was inspected on {day}.", id=subject, name=inspected.name, day=work.on)]
    if planned is not None:
        effects.append(msg("What was planned is done."))
    effects.append(msg("Its findings are marked until the institution has confirmed the facts or not."))
    return Done(
        id=subject,
        effects=tuple(effects),
        warnings=_warnings(kind, participants, signed, not_signed_why, witness),
    )


def _planned(work: Work, plan: str, institution: str) -> Inspection:
    found = work.need(Inspection, plan, "plan")
    if found.status != "planned" or found.institution != institution:
        raise refuse(
            "inspection.plan",
            msg("{plan} is no open plan for this institution.", plan=plan),
            field="plan",
        )
    return found


def _require_times(first: str | None, last: str | None) -> None:
    for field, time in (("time_from", first), ("time_to", last)):
        if time is not None and not _TIME.fullmatch(time):
            raise refuse("inspection.time", msg("Give the time as 09:30."), field=field)
    if first is not None and last is not None and last < first:
        raise refuse("inspection.time", msg("It ends before it begins. Check both times."), field="time_to")


def _require_numbers(samples: tuple[str, ...]) -> None:
    """Samples are told by the numbers of records and bills, never by people's."""
    if any(_LONG_DIGITS.search(sample) for sample in samples):
        raise refuse(
            "inspection.sample",
            msg("A sample looks like an identity number. Give the number of the record or bill."),
            field="samples",
        )


def _warnings(
    kind: str, participants: tuple[str, ...], signed: str | None, why: str | None, witness: str | None
) -> tuple[Message, ...]:
    told: list[Message] = []
    if kind == "joint" and not participants:
        told.append(msg("A joint inspection, and no other body is named."))
    if signed == "refused" and (why is None or witness is None):
        told.append(msg("Signing was refused: say why with --not-signed-why, and name a --witness."))
    if signed == "absent" and witness is None:
        told.append(msg("Nobody was there to sign: name a --witness."))
    return tuple(told)


@handles(CONFIRM)
def confirm(work: Work, *, id: str, outcome: str, by: str | None, note: str | None, proof: Upload | None) -> Done:
    """Record whether the facts found are confirmed (事实确认); a later word takes the place of an earlier one.

    Refused ``inspection.status`` for one that was not held, ``already`` for the same word again.
    """
    inspection = work.need(Inspection, id)
    if inspection.status != "done":
        raise refuse("inspection.status", msg("{id} was not held yet.", id=id), field="id")
    before = inspection.confirmation
    if before is not None and (before.outcome, before.by, before.note) == (outcome, by, note):
        raise refuse("already", msg("This was recorded on {day}.", day=before.on), field="id")
    fields = {"outcome": outcome, "by": by, "note": note}
    work.record("inspection.confirm", id, fields, institution=inspection.institution)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="proof")
    warnings: tuple[Message, ...] = ()
    if outcome == "confirmed" and by is None:
        warnings = (msg("Confirmed by whom? Give the name and post with --by."),)
    if outcome == "objected" and note is None:
        warnings = (msg("What does the institution object to? Give it with --note."),)
    told = {
        "confirmed": msg("The facts found in {id} are confirmed.", id=id),
        "objected": msg(
            "The institution objects to what was found in {id}; weigh it before anything is decided.", id=id
        ),
        "refused": msg("The institution refuses to say; the findings rest on the other evidence."),
    }
    return Done(id=id, status="done", effects=(told[outcome],), warnings=warnings)


@handles(CANCEL)
def cancel(work: Work, *, id: str, reason: str) -> Done:
    """Call off a planned inspection; refused ``inspection.status`` for one that is not open."""
    inspection = work.need(Inspection, id)
    if inspection.status != "planned":
        raise refuse("inspection.status", msg("{id} is no open plan.", id=id), field="id")
    work.record("inspection.cancel", id, {"reason": reason}, institution=inspection.institution)
    return Done(id=id, status="cancelled")
