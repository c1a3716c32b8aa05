"""Applications (申请) for an agreement; whoever a bar or a closed window turns away is kept on record."""

from typing import Any

from db.store import Reader
from domain.acts.admissions import APPLICATION_WITHDRAW, APPLY
from domain.messages import Message, Words, msg
from domain.reasons import Reason
from domain.refusals import Refusal, refuse
from domain.rulebook.kinds import ServiceType
from domain.states.applications import Application
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.admitting.bar_check import BarVerdict, check
from sanctions.admitting.bars import earliest_practical
from sanctions.handlers import handles
from sanctions.intake.agreement_lists import in_force
from sanctions.intake.penalties import against, entry_record
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work


@handles(APPLY)
def file(work: Work, *, code: str, service: str, reason: str | None) -> Done:
    """Take an application, or keep the attempt and say why not.

    A bar turns it away (``application.barred``), so does a day outside the window the pack knows
    (``application.window``); both attempts are kept. Refused without a trace: ``application.warned`` without a
    reason, ``already`` while one is open.
    """
    institution = work.institution(code)
    table = work.tx.table(Application)
    opened = work.tx.find(
        Application, table.c.institution == code, table.c.service == service, table.c.status == "filed"
    )
    if opened:
        raise refuse("already", msg("{id} is already filed for this service.", id=opened[0].id), field="service")
    verdict = check(work.tx, code, on=work.on, service=service, rulebook=work.rulebook, calendar=work.calendar)
    if verdict.verdict == "barred":
        return _kept(work, code, service, reason, _barred(verdict), verdict.reasons, "application.barred", verdict)
    window = work.rules.window(ServiceType(service))
    if window is not None and not window.is_open(work.on):
        opens = earliest_practical(work.on, (service,), work.rulebook, work.calendar)
        closed = (
            msg("Applications for this service are taken from {day} on.", day=opens)
            if opens
            else msg("Applications for this service are not taken now.")
        )
        return _kept(work, code, service, reason, closed, (window.reason,), "application.window", verdict)
    if verdict.verdict == "warned" and not reason:
        raise refuse(
            "application.warned",
            msg(
                "The check of bars warns until {day}. Give --reason to take the application.",
                day=verdict.last_barred_day or work.on,
            ),
            *verdict.reasons,
            field="reason",
        )
    subject = work.new_id("SQ")
    work.record(
        "application.file",
        subject,
        {"service": service, "reason": reason, "verdict": verdict.verdict, "bar": _bar(verdict)},
        institution=code,
    )
    return Done(
        id=subject,
        status="filed",
        data={"verdict": verdict.verdict},
        effects=(msg("The application of {name} is taken.", name=institution.name),),
        warnings=_warnings(work, institution, service, verdict),
    )


def _kept(
    work: Work,
    code: str,
    service: str,
    reason: str | None,
    message: Message,
    reasons: tuple[Reason, ...],
    refusal: str,
    verdict: BarVerdict,
) -> Done:
    subject = work.new_id("SQ")
    work.record(
        "application.refuse",
        subject,
        {
            "service": service,
            "reason": reason,
            "refusal": refusal,
            "bar": _bar(verdict),
            "bars": [one.bar.subject for one in verdict.found if one.blocks],
            "last_barred_day": verdict.last_barred_day,
        },
        institution=code,
    )
    return Done(
        id=subject,
        status="refused",
        refused=Refusal(refusal, message, reasons, subject=subject),
        effects=(msg("The attempt is kept as refused."),),
    )


def _barred(verdict: BarVerdict) -> Message:
    assert verdict.last_barred_day is not None
    assert verdict.earliest_legal is not None
    if verdict.earliest_practical is None:
        return msg(
            "Barred: last barred day {last}, earliest {legal}; the working days then are not known yet.",
            last=verdict.last_barred_day,
            legal=verdict.earliest_legal,
        )
    return msg(
        "Barred: last barred day {last}, earliest {legal}, in practice {practical}.",
        last=verdict.last_barred_day,
        legal=verdict.earliest_legal,
        practical=verdict.earliest_practical,
    )


def _bar(verdict: BarVerdict) -> str | None:
    return next((one.bar.subject for one in verdict.found), None)


def _warnings(work: Work, institution: Institution, service: str, verdict: BarVerdict) -> tuple[Words, ...]:
    told: list[Words] = []
    if verdict.verdict == "warned" and verdict.last_barred_day:
        told.append(msg("A bar warns until {day}; the reason given is kept.", day=verdict.last_barred_day))
    told += against(entry_record(work.tx, institution.code, service, work.on, work.rulebook))
    if any(agreement.service == service for agreement in in_force(work.tx, institution, work.on)):
        told.append(msg("An agreement for this service is still in force."))
    table = work.tx.table(Case)
    cases = work.tx.find(Case, table.c.institution == institution.code, table.c.closed_on.is_(None))
    told += [msg("{case} is still open: decide the application in writing, and tell it.", case=one.id) for one in cases]
    return tuple(told)


@handles(APPLICATION_WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str | None) -> Done:
    """Take an application back; a refused attempt stays what it is."""
    application = work.need(Application, id)
    if application.status != "filed":
        raise refuse("already", msg("{id} is not open.", id=id), field="id")
    work.record("application.withdraw", id, {"reason": reason}, institution=application.institution)
    return Done(id=id, status="withdrawn")


_ORDERS = (*by_column("filed_on", "status"), by_institution("institution_name"))


def applications(
    reader: Reader,
    *,
    institution: str | None = None,
    status: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Applications and refused attempts, newest first."""
    wanted = equal(reader.table(Application), institution=institution, status=status)
    return newest(reader, Application, wanted, _told, orders=_ORDERS, limit=limit, after=after, way=way)


def application(reader: Reader, id: str) -> dict[str, Any]:
    """One application; refused ``not-found``."""
    return _told(reader, [need(reader, Application, id)])[0]


def _told(reader: Reader, page: list[Application]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "service": one.service,
            "filed_on": one.filed_on,
            "status": one.status,
            "reason": one.reason,
            "refusal": one.refusal,
            "bar": one.bar.partition(":")[2] or one.bar if one.bar else None,
            "set_aside": one.set_aside.dispute if one.set_aside else None,
            "ended_on": one.ended_on,
        }
        for one in page
    ]
