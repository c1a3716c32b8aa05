"""Service agreements (服务协议): signing, ending by other roads than a measure, correcting, their clauses."""

from datetime import date, timedelta

from db.store import Reader
from domain.acts.institutions import CLAUSE, CORRECT, END, SIGN
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.states.cases import Case
from domain.states.institutions import Agreement
from sanctions.admitting.bar_check import check
from sanctions.handlers import handles
from sanctions.intake.agreement_lists import not_ended, told
from sanctions.intake.templates import clauses_of
from sanctions.results import Done
from sanctions.work import Work

_DAY = timedelta(days=1)


@handles(SIGN)
def sign(
    work: Work,
    *,
    code: str,
    service: str,
    number: str,
    from_day: date,
    to_day: date,
    template: str | None,
    service_address: str | None,
    electronic: str | None,
) -> Done:
    """Record a signed agreement; it counts from its first day on, also when entered later.

    Refused: ``already`` for a number in use, ``agreement.service``, ``agreement.days``, ``agreement.overlap`` with
    another agreement of the same service that stands on one of its days.
    """
    institution = work.institution(code)
    subject = f"agreement:{number}"
    if work.tx.get(Agreement, subject) is not None:
        raise refuse("already", msg("There is already an agreement {number}.", number=number), field="number")
    if service not in institution.services:
        raise refuse(
            "agreement.service",
            msg(
                "{name} does not offer {service}. Add it first with: institution change {code} --service {service}",
                name=institution.name,
                service=service,
                code=code,
            ),
            field="service",
        )
    _require_order(from_day, to_day)
    _require_no_overlap(work.tx, code, service, from_day, to_day)
    _require_address(service_address, electronic == "yes")
    clauses = clauses_of(work.tx, template)
    fields = {
        "number": number,
        "service": service,
        "from_day": from_day,
        "until": to_day,
        "template": template,
        "clauses": clauses,
        "service_address": service_address,
        "electronic": electronic == "yes" or None,
    }
    work.record("agreement.sign", subject, fields, institution=code, effective_on=min(work.on, from_day))
    signed = work.need(Agreement, subject)
    return Done(
        id=number,
        status=signed.status(work.on),
        data=told(signed, work.on),
        effects=(
            msg(
                "From {day} to {until}, both included, {name} serves injured workers under {number}.",
                day=from_day,
                until=to_day,
                name=institution.name,
                number=number,
            ),
            *_taken_over(template, len(clauses)),
        ),
        warnings=_past(work, to_day) + _barred(work, code, service),
    )


@handles(END)
def end(work: Work, *, number: str, kind: str, reason: str, from_day: date | None) -> Done:
    """Record that an agreement ended by consent, without renewal, or by lapse.

    Refused ``already`` when it has ended, ``agreement.days`` for a first day without it outside its term.
    """
    agreement = _need(work, number)
    if agreement.ended_on is not None:
        raise _ended(agreement)
    after_term = agreement.until + _DAY
    ended_on = from_day or (work.on if kind == "agreed" else after_term)
    if not agreement.from_day < ended_on <= after_term:
        raise refuse(
            "agreement.days",
            msg(
                "The first day without {number} lies after {first} and not after {last}.",
                number=number,
                first=agreement.from_day,
                last=after_term,
            ),
            field="from_day",
        )
    cases = open_cases(work.tx, str(agreement.institution))
    work.record(
        "agreement.end",
        agreement.id,
        {"ended_on": ended_on, "end": kind, "reason": reason, "during_cases": cases},
        institution=agreement.institution,
        effective_on=min(work.on, ended_on),
    )
    after = work.need(Agreement, agreement.id)
    warnings: tuple[Message, ...] = ()
    if cases:
        warnings = (
            msg(
                "It ends during an investigation ({cases}), which goes on; recovery and referral stay open.",
                cases=tuple(cases),
            ),
        )
    return Done(
        id=number,
        status=after.status(work.on),
        data=told(after, work.on),
        effects=(
            msg("From {day} no new injured workers are sent under {number}.", day=ended_on, number=number),
            msg("This is no termination: it opens no duty to publish one and starts no bar."),
        ),
        warnings=warnings,
    )


@handles(CORRECT)
def correct(
    work: Work,
    *,
    number: str,
    from_day: date | None,
    to_day: date | None,
    template: str | None,
    service_address: str | None,
    electronic: str | None,
    reason: str,
) -> Done:
    """Put right what was entered wrongly, from the start on; what was known before stays answerable."""
    agreement = _need(work, number)
    first, last = from_day or agreement.from_day, to_day or agreement.until
    version = template or agreement.template
    address = service_address or agreement.service_address
    by_wire = electronic == "yes" if electronic else agreement.electronic
    stands = (agreement.from_day, agreement.until, agreement.template, agreement.service_address, agreement.electronic)
    if (first, last, version, address, by_wire) == stands:
        raise refuse("already", msg("{number} already stands like this.", number=number), field="number")
    _require_order(first, last)
    _require_address(address, by_wire)
    if agreement.ended_on is not None and not first < agreement.ended_on <= last + _DAY:
        raise refuse(
            "agreement.days",
            msg("{number} ended on {day}; its term must reach that day.", number=number, day=agreement.ended_on),
            field="to_day" if to_day else "from_day",
        )
    code = str(agreement.institution)
    _require_no_overlap(work.tx, code, agreement.service, first, agreement.ended_on or last, besides=number)
    work.record(
        "agreement.correct",
        agreement.id,
        # Told whole: an answer about a day before the old start sees nothing but this act.
        {
            "number": number,
            "service": agreement.service,
            "from_day": first,
            "until": last,
            "template": version,
            "service_address": address,
            "electronic": by_wire or None,
            "reason": reason,
        },
        institution=code,
        effective_on=min(work.on, first, agreement.from_day),
        corrects=f"{agreement.id}#1",
    )
    after = work.need(Agreement, agreement.id)
    return Done(
        id=number,
        status=after.status(work.on),
        data=told(after, work.on),
        effects=(
            msg("{number} now runs from {day} to {until}, both included.", number=number, day=first, until=last),
            msg("Earlier answers stay visible by asking what was known then."),
        ),
    )


@handles(CLAUSE)
def clause(work: Work, *, number: str, clause: str, quote: str) -> Done:
    """Enter a clause (协议条款) word for word; the same clause again replaces its words from then on."""
    agreement = _need(work, number)
    known = next((c for c in agreement.clauses if c.clause == clause), None)
    if known is not None and known.quote == quote:
        raise refuse("already", msg("{clause} of {number} is already here.", clause=clause, number=number))
    work.record("agreement.clause", agreement.id, {"clause": clause, "quote": quote}, institution=agreement.institution)
    after = work.need(Agreement, agreement.id)
    return Done(
        id=number,
        status=after.status(work.on),
        data=told(after, work.on),
        effects=(msg("Measures may name {clause} of {number}.", clause=clause, number=number),),
        warnings=(msg("{clause} had other words before; they are replaced.", clause=clause),) if known else (),
    )


def open_cases(reader: Reader, code: str) -> list[str]:
    """The ids of an institution's cases that are not closed."""
    table = reader.table(Case)
    return [one.id for one in reader.find(Case, table.c.institution == code, table.c.closed_on.is_(None))]


def _need(work: Work, number: str) -> Agreement:
    return work.need(Agreement, f"agreement:{number}", "number")


def _ended(agreement: Agreement) -> Refused:
    assert agreement.ended_on is not None
    return refuse(
        "already",
        msg("{number} has ended; since {day} it does not stand.", number=agreement.number, day=agreement.ended_on),
        field="number",
    )


def _require_order(from_day: date, to_day: date) -> None:
    if to_day < from_day:
        raise refuse("agreement.days", msg("The last day lies before the first. Check both days."), field="to_day")


def _taken_over(template: str | None, count: int) -> tuple[Message, ...]:
    if template is None or not count:
        return ()
    return (msg("It takes over the clauses of template {version}: {count}.", version=template, count=count),)


def _require_address(address: str | None, electronic: bool) -> None:
    if electronic and address is None:
        raise refuse(
            "agreement.address",
            msg("Electronic service needs the address it goes to: --service-address."),
            field="service_address",
        )


def _require_no_overlap(
    reader: Reader, code: str, service: str, first: date, last: date, *, besides: str | None = None
) -> None:
    """`last` is the last day; an agreement that ended early stands until the day before it ended."""
    table = reader.table(Agreement)
    found = reader.find(
        Agreement,
        table.c.institution == code,
        table.c.service == service,
        table.c.from_day <= last,
        table.c.until >= first,
        not_ended(table, first),
    )
    for other in found:
        if other.number != besides:
            raise refuse(
                "agreement.overlap",
                msg(
                    "Agreement {number} of the same service stands from {day} to {until}. End or correct it first.",
                    number=other.number,
                    day=other.from_day,
                    until=min(other.until, other.ended_on - _DAY) if other.ended_on else other.until,
                ),
                field="from_day",
            )


def _barred(work: Work, code: str, service: str) -> tuple[Message, ...]:
    """A warning while a bar stands against applying: signing itself is not what a bar is about."""
    verdict = check(work.tx, code, on=work.on, service=service, rulebook=work.rulebook, calendar=work.calendar)
    if verdict.last_barred_day is None:
        return ()
    return (
        msg(
            "A bar against applying again stands until {day}, included. Say in the file why it is signed all the same.",
            day=verdict.last_barred_day,
        ),
    )


def _past(work: Work, to_day: date) -> tuple[Message, ...]:
    if to_day >= work.on:
        return ()
    return (msg("Its last day {day} is already past: it is entered for the record.", day=to_day),)
