"""Publishing terminations (终止名单公布): draft, approval, publication, correction, withdrawal."""

import hashlib
from collections.abc import Sequence

from domain.acts.publications import CORRECT, DRAFT, PUBLISH, WITHDRAW
from domain.announcements import list_text, standing_of
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.core import State
from domain.states.measures import Measure
from domain.states.publications import Publication, Version
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.publishing.checks import (
    decided_publication,
    listable_termination,
    publishable_version,
    require_free,
    require_proof,
    require_standing,
)
from sanctions.publishing.duty import Duty
from sanctions.publishing.formats import freeze, keep
from sanctions.publishing.texts import (
    carried,
    compose,
    duties_of,
    earliest,
    institution_of,
    screen,
    verdict,
    verdict_of_withdrawal,
)
from sanctions.publishing.told import approved, in_public, once_approved
from sanctions.results import Done
from sanctions.rules import agency_of
from sanctions.work import Work


@handles(DRAFT)
def draft(work: Work, *, terminations: tuple[str, ...], note: str | None) -> Done:
    """Draft one list of one or more terminations; another person approves its text."""
    listed = [listable_termination(work, subject) for subject in dict.fromkeys(terminations)]
    require_free(work, listed)
    told = compose(work, listed, "draft", note)
    text = list_text(told)
    screen(work, text, listed)
    subject = work.new_id("GB")
    work.record(
        "publication.draft",
        subject,
        {"terminations": [m.id for m in listed], "text": text, "note": note, "paper_sha256": keep(work, told)},
        institution=institution_of(listed),
    )
    duties = duties_of(work, listed)
    return Done(
        id=subject,
        status="drafted",
        data={"terminations": [m.id for m in listed], "text": text, "late_by": None, "sha256": None} | earliest(duties),
        effects=(*_wordings(work, listed), msg("Another person approves the text; that freezes it.")),
        warnings=_draft_warnings(work, listed, duties),
    )


@handles(CORRECT)
def correct(work: Work, *, id: str, reason: str, note: str | None) -> Done:
    """Make a new version from what stands now; a revoked termination falls out of it."""
    publication = decided_publication(work, id)
    kept = [m for m in _listed(work, publication) if m.end != "revoked"]
    if not kept:
        raise refuse(
            "publication.revoked",
            msg("Every termination in {id} was revoked. Withdraw the publication instead.", id=id),
            field="id",
        )
    public = publication.public is not None
    return _again(work, publication, kept, "correction" if public else "draft", CORRECT.kind, reason, note)


@handles(WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str, note: str | None) -> Done:
    """Ask to take a list back; once approved, what stands of its terminations must be published again."""
    publication = decided_publication(work, id)
    if publication.decided is None:
        raise refuse(
            "publication.status",
            msg("{id} was never approved. Change it with publication correct, or have it rejected.", id=id),
            field="id",
        )
    # What the public reads is taken back, whatever a correction that is not public yet left out.
    shown = publication.public or publication.current
    listed = [work.need(Measure, subject) for subject in shown.terminations]
    return _again(work, publication, listed, "withdrawal", WITHDRAW.kind, reason, note)


def _again(
    work: Work,
    publication: Publication,
    listed: Sequence[Measure],
    kind: str,
    act: str,
    reason: str,
    note: str | None,
) -> Done:
    told = compose(work, listed, kind, note, publication.public)
    text = list_text(told)
    screen(work, text, listed)
    work.record(
        act,
        publication.id,
        {
            "terminations": [m.id for m in listed],
            "text": text,
            "reason": reason,
            "note": note,
            "paper_sha256": keep(work, told),
        },
        institution=institution_of(listed),
    )
    return Done(
        id=publication.id,
        status="drafted",
        data={"terminations": [m.id for m in listed], "text": text, "sha256": None} | earliest(duties_of(work, listed)),
        effects=(once_approved(kind, listed),),
    )


@decides("publication", "draft")
@decides("publication", "correction")
@decides("publication", "withdrawal")
def decide(work: Work, state: State, *, decision: Decision) -> Done:
    """Approve a version: its text and every format are frozen, whoever publishes it can change nothing."""
    assert isinstance(state, Publication)
    assert state.pending is not None
    version, public = state.current, state.public
    listed = [work.need(Measure, subject) for subject in version.terminations]
    if version.kind != "withdrawal":
        require_standing(listed, state.id, work.on)
    screen(work, version.text, listed)
    sha256 = hashlib.sha256(version.text.encode()).hexdigest()
    after = work.record(
        "publication.approve",
        state.id,
        {
            "decides": state.pending.kind,
            "version": version.number,
            "terminations": list(version.terminations),
            "sha256": sha256,
        }
        | freeze(work, state.id, version, sha256),
        institution=institution_of(listed),
        corrects=state.pending.entry,
    )
    assert isinstance(after, Publication)
    if version.kind == "withdrawal" and public is not None:
        for measure in listed:
            work.follow("measure.unlisted", measure.id, {"publication": state.id}, institution=measure.institution)
    return Done(
        id=state.id,
        status=after.status,
        data={"sha256": sha256, "version": version.number} | earliest(duties_of(work, listed)),
        effects=(approved(version, listed, public=public is not None),),
        warnings=_moved_on(work, version, listed),
    )


@handles(PUBLISH)
def publish(work: Work, *, id: str, channel: str, link: str | None, ref: str | None) -> Done:
    """Record that the approved text stands in public; whether that was on time is judged by the legal day."""
    publication = work.need(Publication, id)
    version = publishable_version(publication)
    require_proof(work, link, ref)
    listed = [work.need(Measure, subject) for subject in version.terminations]
    if version.kind != "withdrawal":
        require_standing(listed, id, work.on)
    before = publication.public
    first = before is None and version.kind != "withdrawal"
    duties = duties_of(work, listed) if first else []
    if version.kind == "withdrawal":
        told = verdict_of_withdrawal(work, listed)
    else:
        told = verdict(work, duties) if first else carried(before)
    after = work.record(
        "publication.publish",
        id,
        {
            "channel": channel,
            "link": link,
            "ref": ref,
            "version": version.number,
            "terminations": list(version.terminations),
        }
        | told,
        institution=institution_of(listed),
    )
    if first:
        _list(work, id, listed, duties, link or ref)
    elif before is not None:
        for dropped in set(before.terminations) - set(version.terminations):
            work.follow(
                "measure.unlisted", dropped, {"publication": id}, institution=work.need(Measure, dropped).institution
            )
    assert isinstance(after, Publication)
    return Done(
        id=id,
        status=after.status,
        data={
            "due": told["due"],
            "late_by": told["late_by"],
            "sha256": version.sha256,
            "published_on": work.on.isoformat(),
            "channel": channel,
            "link": link or ref,
            "entered_late": work.late_by_days,
        },
        effects=(in_public(version.kind if before else "draft", told),),
        warnings=_moved_on(work, version, listed),
    )


def _list(work: Work, id: str, listed: Sequence[Measure], duties: Sequence[Duty], link: str | None) -> None:
    by_measure = {duty.termination.id: duty for duty in duties}
    for measure in listed:
        duty = by_measure.get(measure.id)
        work.follow(
            "measure.listed",
            measure.id,
            {"publication": id, "published_on": work.on, "link": link} | verdict(work, [duty] if duty else []),
            institution=measure.institution,
        )


# ---------------------------------------------------------------- what is told


def _listed(work: Work, publication: Publication) -> list[Measure]:
    return [work.need(Measure, subject) for subject in publication.current.terminations]


def _wordings(work: Work, listed: Sequence[Measure]) -> tuple[Words, ...]:
    words = work.rules.pack.publication_words
    return tuple(
        msg("{id} is told as: {words}", id=m.id, words=words[standing_of(m.served_on, m.in_force_from, work.on)])
        for m in listed
    )


def _draft_warnings(work: Work, listed: Sequence[Measure], duties: Sequence[Duty]) -> tuple[Words, ...]:
    bound = {duty.termination.id for duty in duties}
    told: list[Words] = [
        msg("By the policy of its decision day {id} need not be published.", id=m.id)
        for m in listed
        if m.id not in bound
    ]
    if agency_of(work.tx).telephone is None:
        told.append(msg("The agency's telephone number is not on record and is missing from the text."))
    return tuple(told)


def _moved_on(work: Work, version: Version, listed: Sequence[Measure]) -> tuple[Words, ...]:
    if version.drafted_on is None or version.kind == "withdrawal":
        return ()
    told = version.drafted_on
    return tuple(
        msg("{id} has moved on since the text was drafted; correct it if its wording should follow.", id=m.id)
        for m in listed
        if standing_of(m.served_on, m.in_force_from, told) != standing_of(m.served_on, m.in_force_from, work.on)
    )
