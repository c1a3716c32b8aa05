"""What must hold before a termination is drafted, a list corrected, a text made public."""

from collections.abc import Sequence
from datetime import date

from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.measures import Measure
from domain.states.publications import Publication, Version
from sanctions.work import Work


def listable_termination(work: Work, subject: str) -> Measure:
    """A termination that may go on a list: decided, not yet published."""
    measure = work.need(Measure, subject, "terminations")
    if measure.kind != MeasureKind.TERMINATION:
        raise refuse("publication.kind", msg("{id} is no termination.", id=subject), field="terminations")
    if measure.decided_on is None or measure.decided_on > work.on:
        raise refuse(
            "publication.undecided",
            msg("{id} is not decided yet. Only a decided termination is published.", id=subject),
            field="terminations",
        )
    if measure.published_on is not None:
        raise refuse(
            "already",
            msg("{id} is already published in {publication}.", id=subject, publication=measure.publication or "-"),
            field="terminations",
        )
    return measure


def require_free(work: Work, listed: Sequence[Measure]) -> None:
    """Refuse terminations that were revoked or stand in another open draft."""
    require_standing(listed, None, work.on)
    wanted = {m.id for m in listed}
    table = work.tx.table(Publication)
    for other in work.tx.find(Publication, table.c.status.in_(("drafted", "approved"))):
        taken = wanted & set(other.current.terminations)
        if taken and other.current.kind != "withdrawal":
            raise refuse(
                "already",
                msg("{id} is already drafted in {publication}.", id=min(taken), publication=other.id),
                field="terminations",
            )


def require_standing(listed: Sequence[Measure], publication: str | None, on: date) -> None:
    """Refuse ``publication.revoked`` for a termination that is void, ``publication.stayed`` for one that is stayed.

    What stands in public already may be corrected during a stay: the list then tells of it.
    """
    for measure in listed:
        if measure.stayed(on) and measure.published_on is None:
            raise refuse(
                "publication.stayed",
                msg("The execution of {id} is stayed; it is not published meanwhile.", id=measure.id),
                field="terminations",
            )
        if measure.end != "revoked":
            continue
        way = (
            msg("Correct or withdraw {publication}.", publication=publication)
            if publication
            else msg("Leave it out of the list.")
        )
        raise refuse(
            "publication.revoked",
            msg("{id} was revoked and must not be published. {way}", id=measure.id, way=way),
            field="terminations",
        )


def decided_publication(work: Work, id: str) -> Publication:
    """A publication that may be corrected or withdrawn: approved, nothing pending, not taken back.

    One that was returned to be changed may be asked for anew; a draft that never was approved only corrected.
    """
    publication = work.need(Publication, id)
    if publication.pending is not None and publication.pending.returned:
        return publication
    if publication.pending is not None:
        raise refuse("pending", msg("{id} waits for approval. It must be decided first.", id=id), field="id")
    if publication.status not in ("approved", "published"):
        raise refuse(
            "publication.status",
            msg("{id} was rejected or withdrawn. Draft a new one: publication draft.", id=id),
            field="id",
        )
    if publication.current.kind == "withdrawal":
        raise refuse(
            "already",
            msg("{id} is being withdrawn already. Record where the withdrawal stands, or draft a new list.", id=id),
            field="id",
        )
    return publication


def publishable_version(publication: Publication) -> Version:
    """The approved version that is not yet public."""
    version = publication.current
    if publication.pending is not None or version.approved_on is None:
        raise refuse(
            "publication.unapproved",
            msg("{id} is not approved. A draft is no publication.", id=publication.id),
            field="id",
        )
    if version.published_on is not None:
        raise refuse("already", msg("{id} is already published.", id=publication.id), field="id")
    if publication.status == "withdrawn":
        raise refuse("publication.status", msg("{id} was withdrawn.", id=publication.id), field="id")
    return version


def require_proof(work: Work, link: str | None, ref: str | None) -> None:
    """Refuse ``publication.proof`` without a link or number (RULES A24), ``value.link`` for a bad link."""
    if not (link or ref):
        raise refuse(
            "publication.proof",
            msg("Published only with a link or a document number. Give --link or --ref."),
            work.rules.reason("provisions.publication-done"),
            field="link",
        )
    if link and (not link.startswith(("https://", "http://")) or any(char.isspace() for char in link)):
        raise _bad_link()


def _bad_link() -> Refused:
    return refuse("value.link", msg("The link must begin with https:// or http:// and hold no spaces."), field="link")
