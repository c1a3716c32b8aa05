"""Assessments (考核) of an agreement year."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.acts.admissions import ASSESS, ASSESSMENT_REVOKE
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.assessments import Assessment
from domain.states.core import State
from domain.states.institutions import Agreement
from sanctions.admitting.bars import bars_after
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work


@handles(ASSESS)
def record(
    work: Work, *, code: str, service: str, year_end: date, purpose: str, verdict: str, score: int | None
) -> Done:
    """Record an assessment; refused ``assessment.agreement`` without an agreement of that year."""
    institution = work.institution(code)
    if not any(a.from_day <= year_end <= a.until for a in _agreements(work, code, service)):
        raise refuse(
            "assessment.agreement",
            msg("{name} has no agreement for this service on {day}.", name=institution.name, day=year_end),
            field="year_end",
        )
    table = work.tx.table(Assessment)
    same = work.tx.find(
        Assessment,
        table.c.institution == code,
        table.c.service == service,
        table.c.year_end == year_end,
        table.c.purpose == purpose,
        table.c.revoked_on.is_(None),
    )
    if same:
        raise refuse("already", msg("This year is already assessed in {id}.", id=same[0].id), field="year_end")
    subject = work.new_id("KH")
    fields = {"service": service, "year_end": year_end, "purpose": purpose, "verdict": verdict, "score": score}
    work.record("assessment.record", subject, fields, institution=code)
    return Done(
        id=subject,
        status=verdict,
        effects=(msg("By itself an assessment bars nobody; only a decision not to renew can."),),
        warnings=_beside_the_mark(work, verdict, score),
    )


def _beside_the_mark(work: Work, verdict: str, score: int | None) -> tuple[Words, ...]:
    mark = work.rules.integer("renewal.pass_score")
    if score is None or mark is None or (score >= mark) == (verdict == "passed"):
        return ()
    return (
        msg(
            "The score {score} and the verdict point different ways (mark {mark}). The verdict decides.",
            score=score,
            mark=mark,
        ),
    )


def _agreements(work: Work, code: str, service: str) -> list[Agreement]:
    table = work.tx.table(Agreement)
    return work.tx.find(Agreement, table.c.institution == code, table.c.service == service)


@handles(ASSESSMENT_REVOKE)
def revoke(work: Work, *, id: str, reason: str) -> Done:
    """Ask to make an assessment void."""
    assessment = work.need(Assessment, id)
    _require_standing(assessment)
    work.record("assessment.revoke", id, {"reason": reason}, institution=assessment.institution)
    return Done(id=id, status="pending", effects=_falls(work, assessment))


@decides("assessment", "revoke")
def decide(work: Work, state: State, *, decision: Decision) -> Done:
    """Approve the revocation: void from the start, so that a bar resting on it falls; earlier answers stay."""
    assert isinstance(state, Assessment)
    assert state.pending is not None
    work.record(
        "assessment.approve",
        state.id,
        {"decides": "revoke", "reason": state.pending.fields.get("reason")},
        institution=state.institution,
        effective_on=state.held_on,
        corrects=state.pending.entry,
    )
    return Done(id=state.id, status="revoked", effects=_falls(work, state))


def _require_standing(assessment: Assessment) -> None:
    if assessment.revoked_on is not None:
        raise refuse("already", msg("{id} is already revoked.", id=assessment.id), field="id")
    if assessment.open_request is not None:
        raise refuse("pending", msg("{id} waits for approval. It must be decided first.", id=assessment.id), field="id")


def _falls(work: Work, assessment: Assessment) -> tuple[Words, ...]:
    if not bars_after(assessment):
        return ()
    table = work.tx.table(Agreement)
    resting = work.tx.find(Agreement, table.c.renewal_assessment == assessment.id, table.c.renewal == "not-renewed")
    return tuple(
        msg(
            "The decision not to renew {number} rests on it: its bar falls, look at that decision again.",
            number=a.number,
        )
        for a in resting
    )


_ORDERS = (*by_column("year_end", "verdict"), by_institution("institution_name"))


def assessments(
    reader: Reader,
    *,
    institution: str | None = None,
    service: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Assessments, newest first."""
    wanted = equal(reader.table(Assessment), institution=institution, service=service)
    return newest(reader, Assessment, wanted, _told, orders=_ORDERS, limit=limit, after=after, way=way)


def assessment(reader: Reader, id: str) -> dict[str, Any]:
    """One assessment; refused ``not-found``."""
    return _told(reader, [need(reader, Assessment, id)])[0]


def _told(reader: Reader, page: list[Assessment]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "service": one.service,
            "year_end": one.year_end,
            "for": one.purpose,
            "verdict": one.verdict,
            "score": one.score,
            "held_on": one.held_on,
            "status": "revoked" if one.revoked_on else one.verdict,
            "pending": one.pending.kind if one.pending else None,
            "revoked_on": one.revoked_on,
        }
        for one in page
    ]
