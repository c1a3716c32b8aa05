"""In-patients of a measure that stops patients (在院工伤职工): listed by number and initials, decided one by one."""

from collections.abc import Sequence
from datetime import date

from domain.acts import Pair, Upload
from domain.acts.carrying import DECIDE_INPATIENT, INPATIENTS
from domain.inpatients import parse_hospital_number, parse_initials
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import Extent
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.handlers import handles
from sanctions.measures.inpatient_rows import Row, read_inpatients
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.names import require_departments
from sanctions.results import Done
from sanctions.work import Work


def _stopping(work: Work, id: str) -> Measure:
    """A measure that has not ended and stops patients wholly or in departments."""
    measure, rule, _ = standing(work, id)
    if rule.effects.patients is Extent.NONE:
        raise out_of_turn(msg("A measure of this kind stops no patients; there is nobody to decide on."))
    return measure


@handles(INPATIENTS)
def list_inpatients(work: Work, *, id: str, add: Sequence[Pair], department: str | None, file: Upload | None) -> Done:
    """List in-patients, or further ones. All of them are taken over, or none.

    Refused: ``inpatient.number``, ``inpatient.initials``, ``inpatients.rows``, ``inpatient.department`` outside the
    measure, ``already`` for a number listed before.
    """
    measure = _stopping(work, id)
    named = [
        Row(parse_hospital_number(one.number, field="add"), parse_initials(one.value, field="add"), department)
        for one in add
    ]
    rows = [*named, *(read_inpatients(file) if file is not None else ())]
    if not rows:
        raise refuse("value.missing", msg("Name the in-patients: --add NO=INITIALS, or --file FILE."), field="add")
    _check_departments(work, measure, rows, "department" if named else "file")
    known = {one.number for one in measure.patients}
    for row in rows:
        if row.number in known:
            # The number is not repeated: what was typed may be a person's.
            raise refuse("already", msg("A hospital number is listed twice."), field="add" if named else "file")
        known.add(row.number)
    state = work.record(
        "measure.inpatients",
        id,
        {
            "patients": [
                {
                    name: value
                    for name, value in (
                        ("number", row.number),
                        ("initials", row.initials),
                        ("department", row.department),
                    )
                    if value
                }
                for row in rows
            ]
        },
        institution=measure.institution,
    )
    assert isinstance(state, Measure)
    return Done(
        id=id,
        status=status_of(work, state),
        data={"listed": len(state.patients), "undecided": state.undecided},
        effects=_left(state),
    )


def _check_departments(work: Work, measure: Measure, rows: Sequence[Row], field: str) -> None:
    named = tuple(dict.fromkeys(row.department for row in rows if row.department))
    if not named:
        return
    require_departments(work.institution(measure.institution or ""), named, field)
    outside = tuple(name for name in named if measure.departments and name not in measure.departments)
    if outside:
        raise refuse(
            "inpatient.department",
            msg("The measure does not stop {departments}; in-patients there go on.", departments=outside),
            field=field,
        )


def _left(state: Measure) -> tuple[Words, ...]:
    if state.undecided:
        return (msg("In-patients to decide on: {count}. Undecided stays.", count=state.undecided),)
    return (msg("Every in-patient is decided on."),)


@handles(DECIDE_INPATIENT)
def decide_inpatient(work: Work, *, id: str, patient: str, decision: str, to: str | None, day: date | None) -> Done:
    """Decide whether an in-patient stays, is transferred or discharged; it may be decided anew.

    Refused: ``inpatient.unknown``, ``inpatient.to`` without where to, ``already`` when decided so before.
    """
    measure = _stopping(work, id)
    number = parse_hospital_number(patient, field="patient")
    found = next((one for one in measure.patients if one.number == number), None)
    if found is None:
        raise refuse(
            "inpatient.unknown",
            msg("This number is not listed. List it first with: measure inpatients {measure} --add.", measure=id),
            field="patient",
        )
    target = _target(work, measure, decision, to)
    if (found.decision, found.to) == (decision, target) and found.decided_on is not None:
        raise already(measure, found.decided_on)
    state = work.record(
        "measure.decide-inpatient",
        id,
        {"patient": number, "decision": decision, "to": target, "day": day},
        institution=measure.institution,
    )
    assert isinstance(state, Measure)
    told: list[Words] = []
    if decision == "stay" and measure.departments:
        told.append(work.rules.reason("provisions.department-patients").text)
    return Done(
        id=id,
        status=status_of(work, state),
        data={"patient": number, "decision": decision, "to": target, "undecided": state.undecided},
        effects=(*told, *_left(state)),
    )


def _target(work: Work, measure: Measure, decision: str, to: str | None) -> str | None:
    if decision != "transfer":
        if to is not None:
            raise refuse("inpatient.to", msg("Only a transfer goes to another institution."), field="to")
        return None
    if to is None:
        raise refuse("inpatient.to", msg("Say where to: --to with a credit code or a name."), field="to")
    target = to.strip()
    if work.tx.get(Institution, f"institution:{target.upper()}") is not None:
        target = target.upper()
    if target == measure.institution:
        raise refuse("inpatient.to", msg("This is the institution itself. Decide stay instead."), field="to")
    return target
