"""Renewal of agreements (续签): asked for before expiry, decided on an assessment; not renewing may bar."""

from datetime import date
from typing import Any

from sqlalchemy import or_

from db.store import Reader
from domain.acts.admissions import RENEWAL_DECIDE, RENEWAL_FILE
from domain.calendars.due import Due, due
from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.rulebook.view import View
from domain.states.assessments import Assessment
from domain.states.cases import Case
from domain.states.institutions import Agreement
from sanctions.admitting.bars import DAY, bar_of_renewal
from sanctions.handlers import handles
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, equal
from sanctions.results import Done, Listing
from sanctions.work import Work


@handles(RENEWAL_FILE)
def file(work: Work, *, code: str, service: str, reason: str | None) -> Done:
    """Take a renewal application for the agreement in force.

    Refused: ``renewal.agreement`` without one, ``renewal.lapsed`` after its last day, ``already``,
    ``renewal.late`` after the day the rules name, without a reason (RULES A12).
    """
    agreement = _latest(work, code, service)
    if work.on > agreement.until:
        raise refuse(
            "renewal.lapsed",
            msg(
                "Agreement {number} ended on {day} without renewal; only a new application is left.",
                number=agreement.number,
                day=agreement.until,
            ),
            work.rules.reason("provisions.renewal-lapse"),
            field="service",
        )
    if agreement.renewal_filed_on is not None or agreement.renewal is not None:
        raise refuse("already", msg("Renewal of {number} was already filed.", number=agreement.number), field="service")
    last = apply_by(agreement, work.rules, work)
    late = last is not None and work.on > last.due
    if late and last is not None and not reason:
        raise refuse(
            "renewal.late",
            msg("Renewal was due by {day}. Accepted until expiry with --reason.", day=last.due),
            work.rules.policy("renewal.apply_before").reason,
            work.rules.reason("provisions.renewal-late"),
            field="reason",
        )
    work.record(
        "renewal.file",
        agreement.id,
        {"service": service, "reason": reason, "late": late or None, "due": last.due if last else None},
        institution=code,
    )
    return Done(
        id=agreement.number,
        status="filed",
        data={"agreement": agreement.number, "due": last.due.isoformat() if last else None, "late": late, "bar": None},
        effects=(msg("An assessment held for the renewal decides on it."),),
        warnings=_open_cases(work, code),
    )


@handles(RENEWAL_DECIDE)
def decide(work: Work, *, code: str, service: str, outcome: str, assessment: str, reason: str) -> Done:
    """Decide on renewal by an assessment held for it; not renewed after a failed one starts the bar that day.

    Refused: ``renewal.assessment`` for one of another institution, service or purpose or a revoked one,
    ``renewal.verdict`` for renewing after a failed one, ``already``.
    """
    agreement = _latest(work, code, service)
    if agreement.renewal is not None:
        raise refuse(
            "already", msg("Renewal of {number} is already decided.", number=agreement.number), field="service"
        )
    held = _assessment(work, assessment, code, service)
    if outcome == "renewed" and held.verdict == "failed":
        raise refuse(
            "renewal.verdict",
            msg("{id} was failed, so the agreement cannot be renewed on it.", id=held.id),
            work.rules.reason("provisions.renewal-not-renewed"),
            field="outcome",
        )
    after = work.record(
        "renewal.decide",
        agreement.id,
        {"service": service, "outcome": outcome, "assessment": held.id, "verdict": held.verdict, "reason": reason},
        institution=code,
    )
    assert isinstance(after, Agreement)
    bar = bar_of_renewal(after, held, work.rulebook, work.on, work.calendar)
    told = None
    effects: tuple[Words, ...] = (
        (msg("Agreement {number} is renewed; sign the new one with: agreement sign.", number=agreement.number),)
        if outcome == "renewed"
        else (
            msg("Agreement {number} ends on {day} and is not renewed.", number=agreement.number, day=agreement.until),
        )
    )
    warnings: tuple[Words, ...] = _open_cases(work, code) if outcome == "renewed" else ()
    if bar is not None:
        told = {
            "last_barred_day": bar.until.isoformat(),
            "earliest_legal": (bar.until + DAY).isoformat(),
            "effect": str(bar.effect),
            "source_kind": str(bar.source_kind),
        }
        effects += (msg("From today until {day} it may not apply again for this service.", day=bar.until),)
    elif outcome == "not-renewed" and held.verdict == "passed":
        warnings += (msg("The assessment was passed: not renewing needs another ground, and nothing is barred."),)
    return Done(
        id=agreement.number,
        status=outcome,
        data={"agreement": agreement.number, "bar": told},
        effects=effects,
        warnings=warnings,
    )


def _latest(work: Work, code: str, service: str) -> Agreement:
    """The agreement renewal speaks of: of those begun and not ended otherwise, the one that runs longest."""
    work.institution(code)
    table = work.tx.table(Agreement)
    found = [
        agreement
        for agreement in work.tx.find(Agreement, table.c.institution == code, table.c.service == service)
        if agreement.from_day <= work.on and (agreement.ended_on is None or agreement.ended_on > work.on)
    ]
    if not found:
        raise refuse("renewal.agreement", msg("It has no agreement for this service to renew."), field="service")
    return max(found, key=lambda agreement: agreement.until)


def _assessment(work: Work, id: str, code: str, service: str) -> Assessment:
    held = work.need(Assessment, id, "assessment")
    wrong: Message | None = None
    if held.institution != code or held.service != service:
        wrong = msg("{id} is of another institution or service.", id=id)
    elif held.purpose != "renewal":
        wrong = msg("{id} was held for the year, not for the renewal; an annual one decides nothing here.", id=id)
    elif held.revoked_on is not None:
        wrong = msg("{id} was revoked.", id=id)
    elif held.pending is not None:
        wrong = msg("{id} waits for a decision on its revocation.", id=id)
    if wrong is not None:
        raise refuse("renewal.assessment", wrong, field="assessment")
    return held


def apply_by(agreement: Agreement, view: View, work: Work) -> Due | None:
    """The last day to ask for renewal; never rolled. None where neither notice nor agency sets one."""
    period = view.period("renewal.apply_before")
    return due(agreement.until, period, work.calendar) if period else None


def _open_cases(work: Work, code: str) -> tuple[Words, ...]:
    table = work.tx.table(Case)
    cases = work.tx.find(Case, table.c.institution == code, table.c.closed_on.is_(None))
    words = work.rules.reason("provisions.renewal-open-case").text
    return tuple(msg("{id}: {words}", id=case.id, words=words) for case in cases)


def renewals(
    reader: Reader, *, institution: str | None = None, limit: int = LIMIT, after: str | None = None
) -> Listing:
    """Agreements whose renewal was filed or decided, the latest expiry first."""
    check_limit(limit)
    table = reader.table(Agreement)
    conditions = [
        or_(table.c.renewal_filed_on.is_not(None), table.c.renewal_decided_on.is_not(None)),
        *equal(table, institution=institution),
    ]
    if after is not None:
        ordinal, last = cursor_key(after, int, str)
        day = date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
        conditions.append(or_(table.c.until < day, (table.c.until == day) & (table.c.id > last)))
    found = reader.find(Agreement, *conditions, order=(table.c.until.desc(), table.c.id), limit=limit + 1)
    page = found[:limit]
    names = names_on(reader, (one.institution for one in page))
    return Listing(
        [_told(one, names) for one in page],
        cursor(page[-1].until.toordinal(), page[-1].id) if len(found) > limit else None,
    )


def _told(one: Agreement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "agreement": one.number,
        "institution": one.institution,
        "institution_name": names.get(str(one.institution)),
        "service": one.service,
        "to": one.until,
        "filed_on": one.renewal_filed_on,
        "outcome": one.renewal,
        "decided_on": one.renewal_decided_on,
        "assessment": one.renewal_assessment,
        "status": one.renewal or "filed",
    }
