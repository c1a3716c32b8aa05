"""Cases (核查事项): opening, adding sources, closing when nothing is left open in them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_

from domain.acts.cases import ADD, CLOSE, OPEN
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.inspections import Finding
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure
from domain.words import STATUSES
from sanctions.cases.limits import require_limit, usual_limit
from sanctions.cases.sources import origin_of, sources_of
from sanctions.cases.turns import open_one, require_free
from sanctions.decision import Decision
from sanctions.following.lists import still_open
from sanctions.handlers import decides, handles
from sanctions.measures.judgement import fact
from sanctions.results import Done
from sanctions.work import Work


@handles(OPEN)
def open_case(
    work: Work,
    *,
    institution: str,
    lead: str,
    second: str | None,
    complaints: Sequence[str],
    inspections: Sequence[str],
    events: Sequence[str],
    surveys: Sequence[str],
    source: str | None,
    limit: date | None,
) -> Done:
    """Open a case on an institution (立项). Handlers are operators where such exist, else names as written.

    Where the agency has openings approved, it waits: what it comes from is taken into it by the approval, and no
    measure may be proposed before.

    Refused ``case.handlers`` when both are the same person, ``case.source`` for a source of another institution or in
    another case, ``case.days`` for a handling limit before the day of the act.
    """
    about = work.institution(institution)
    _check_handlers(work, lead, second)
    sources = sources_of(work, institution, complaints, inspections, events, surveys)
    require_limit(work, limit, "limit")
    waits = work.rules.text("case.opening") == "approved"
    subject = work.new_id("HC")
    work.record(
        "case.open",
        subject,
        {
            "lead": lead,
            "second": second,
            "source": source,
            "origin": origin_of(source, sources.ids),
            "limit_on": limit or usual_limit(work),
            "limit_given": limit is not None or None,
            "waits": waits or None,
            "office": _office_of(work, lead),
            **sources.ids,
        },
        institution=institution,
    )
    if waits:
        return Done(
            id=subject,
            status="opening",
            data={"holds": [], "measures": [], "findings": []},
            effects=(
                msg("The opening of a case on {name} waits for another person's approval.", name=about.name),
                msg("Until then no measure may be proposed in it."),
            ),
        )
    findings = sources.join(work, subject)
    return Done(
        id=subject,
        status="investigating",
        data={"holds": [], "measures": [], "findings": findings},
        effects=(
            msg("A case on {name} is opened.", name=about.name),
            *_until(work.need(Case, subject)),
            *_carried_over(findings),
        ),
    )


@decides("case", "open")
def decide_open(work: Work, case: Case, *, decision: Decision) -> Done:
    """Open the case, if what it comes from is still free; its usual limit runs from now."""
    assert case.pending is not None
    sources = sources_of(work, case.institution or "", case.complaints, case.inspections, case.events, case.surveys)
    limit = case.limit_on if case.pending.fields.get("limit_given") else usual_limit(work)
    state = work.record(
        "case.approve",
        case.id,
        {"decides": "open", "limit_on": limit},
        institution=case.institution,
        corrects=case.pending.entry,
    )
    assert isinstance(state, Case)
    findings = sources.join(work, case.id)
    return Done(
        id=case.id,
        status="investigating",
        data={"findings": findings},
        effects=(msg("{case} is opened.", case=case.id), *_until(state), *_carried_over(findings)),
    )


def _until(case: Case) -> tuple[Message, ...]:
    return (msg("To be handled by {day}.", day=case.limit_on),) if case.limit_on is not None else ()


def _office_of(work: Work, lead: str) -> str | None:
    """The office of the lead handler, which is the case's."""
    operator = work.tx.get(Operator, f"operator:{lead}")
    return operator.office if operator is not None else None


def _carried_over(findings: list[str]) -> tuple[Message, ...]:
    return (msg("Findings that come with it: {findings}.", findings=tuple(findings)),) if findings else ()


def _check_handlers(work: Work, lead: str, second: str | None) -> None:
    if second is None:
        return
    people = [found.person if (found := work.tx.get(Operator, f"operator:{name}")) else name for name in (lead, second)]
    if people[0] == people[1]:
        raise refuse("case.handlers", msg("Lead and second handler must be two people."), field="second")


@handles(ADD)
def add(
    work: Work,
    *,
    case: str,
    complaints: Sequence[str],
    inspections: Sequence[str],
    events: Sequence[str],
    surveys: Sequence[str],
    second: str | None,
) -> Done:
    """Add sources, or name the second handler, in an open case."""
    found = open_one(work, case)
    if not (complaints or inspections or events or surveys or second):
        raise refuse("value.missing", msg("Nothing to add was given."))
    _check_handlers(work, found.lead, second)
    sources = sources_of(work, found.institution or "", complaints, inspections, events, surveys)
    work.record("case.add", case, {"second": second, **sources.ids}, institution=found.institution)
    findings = sources.join(work, case)
    return Done(id=case, data={"findings": findings}, effects=_carried_over(findings))


@handles(CLOSE)
def close(work: Work, *, case: str, outcome: str, conclusion: str | None, reason: str) -> Done:
    """Ask to close a case; measures in force run on after it."""
    found = work.need(Case, case, "case")
    if found.closed_on is not None:
        raise refuse("already", msg("{case} was closed on {day}.", case=case, day=found.closed_on), field="case")
    require_free(found)
    running = _require_disposed(work, found)
    _require_handled(work, found, outcome, running)
    asked = {"outcome": outcome, "conclusion": conclusion, "reason": reason}
    work.record("case.close", case, asked, institution=found.institution)
    return Done(
        id=case,
        status="deciding",
        effects=(msg("It waits for another person's approval."), *_running_on(work, running)),
        warnings=(*_doubts(outcome, conclusion), *_to_carry_out(work, case, running)),
    )


def _doubts(outcome: str, conclusion: str | None) -> tuple[Message, ...]:
    if outcome == "no-breach" and conclusion in ("substantiated", "partly"):
        return (msg("It is so, and yet no breach: the reason should say why."),)
    return ()


@decides("case", "close")
def decide_close(work: Work, case: Case, *, decision: Decision) -> Done:
    """Close a case, if still nothing is left open in it."""
    assert case.pending is not None
    running = _require_disposed(work, case)
    asked: dict[str, Any] = {name: case.pending.fields.get(name) for name in ("outcome", "conclusion", "reason")}
    _require_handled(work, case, asked["outcome"], running)
    work.record(
        "case.approve",
        case.id,
        {"decides": "close", **asked},
        institution=case.institution,
        corrects=case.pending.entry,
    )
    return Done(
        id=case.id,
        status="closed",
        effects=_running_on(work, running),
        warnings=_to_carry_out(work, case.id, running),
    )


def _to_carry_out(work: Work, case: str, measures: list[Measure]) -> tuple[Message, ...]:
    """What is still to be carried out in the matter: it runs on when the case is closed."""
    return tuple(
        msg("Still to be carried out ({id}): {task}.", id=task.id, task=task.text)
        for task in still_open(work.tx, [case, *(measure.id for measure in measures)])
    )


def _running_on(work: Work, measures: list[Measure]) -> tuple[Message, ...]:
    return tuple(
        msg("{measure} ({word}) runs on.", measure=measure.id, word=measure.word)
        for measure in measures
        if measure.status(work.on) == "in-force"
    )


def _require_disposed(work: Work, case: Case) -> list[Measure]:
    """The measures of a case that may be closed.

    Refused ``case.holds`` over a bill still held, ``case.measures`` over a measure that is not in force yet or waits
    for a decision; both name each.
    """
    held = tuple(bill for bill in case.bills if bill.still_held)
    if held:
        raise refuse(
            "case.holds",
            msg("Bills are still held: {bills}. Release or refuse each.", bills=tuple(bill.bill for bill in held)),
            work.rules.reason("provisions.hold-release"),
            *(fact(work.rules, msg("{bill} is held under {measure}.", bill=b.bill, measure=b.measure)) for b in held),
            field="case",
        )
    table = work.tx.table(Measure)
    measures = work.tx.find(Measure, table.c.case == case.id, order=(table.c.ordinal,))
    unfinished = [m for m in measures if _unfinished(m, work.on)]
    if unfinished:
        raise refuse(
            "case.measures",
            msg(
                "Measures are not in force yet, or wait for a decision: {measures}. Carry each through or withdraw it.",
                measures=tuple(m.id for m in unfinished),
            ),
            *(
                fact(
                    work.rules,
                    msg(
                        "{measure} ({word}) is {status}.", measure=m.id, word=m.word, status=STATUSES[m.status(work.on)]
                    ),
                )
                for m in unfinished
            ),
            field="case",
        )
    return measures


def _unfinished(measure: Measure, on: date) -> bool:
    """Whether something is still to come: a decision, its coming in force, what an urgent measure would lapse for."""
    lapses = measure.lapses_on is not None and measure.end is None and not measure.lapsed(on)
    return measure.awaits(on) or measure.status(on) in UNDER_WAY or lapses


def _require_handled(work: Work, case: Case, outcome: str, measures: Sequence[Measure]) -> None:
    """Refuse ``case.outcome`` for a case said to be handled in which nothing was found and nothing done."""
    if outcome != "handled" or any(measure.status(work.on) not in NEVER_BOUND for measure in measures):
        return
    table = work.tx.table(Finding)
    of_case = or_(table.c.case == case.id, table.c.source.in_((case.id, *case.inspections)))
    if work.tx.find(Finding, of_case, table.c.withdrawn_on.is_(None), limit=1):
        return
    raise refuse(
        "case.outcome",
        msg(
            "{case} has neither a finding nor a measure, so nothing was handled. Record what was found, or close it as "
            "no-breach or transferred.",
            case=case.id,
        ),
        field="outcome",
    )
