"""Erasing who reported (到期销毁): once kept long enough, by two persons, with the journal whole.

How long is the agency's own rule; without one nothing is ever erased. What goes is the key of each sealed record and
attachment, and the closed text with it. The journal keeps that it was there: the commitments, and the erasure itself.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db import data_keys
from db.store import Reader
from domain.acts.complaints import ERASE
from domain.messages import msg
from domain.refusals import refuse
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from domain.states.core import State
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.intake.identities import erased_already
from sanctions.intake.keeping import POLICY, keeping_period, kept_until
from sanctions.paging import LIMIT, check_limit
from sanctions.reading import each
from sanctions.results import Done, Listing
from sanctions.rules import rulebook_of
from sanctions.work import Work


@handles(ERASE)
def ask(work: Work, *, id: str, reason: str) -> Done:
    """Ask to erase what is sealed of a complaint, its sealed attachments included.

    Refused: ``complaint.nothing_sealed``, ``complaint.erased``, ``pending``, ``identity.kept`` while it is to be kept.
    """
    complaint = work.need(Complaint, id)
    if complaint.open_request is not None:
        raise refuse("pending", msg("{id} waits for approval. It must be decided first.", id=id), field="id")
    files = _require_due(work, complaint)
    work.record("complaint.erase", id, {"reason": reason}, institution=complaint.institution)
    return Done(
        id=id,
        status="pending",
        effects=(
            msg(
                "Once another person approves it, this is gone for good: sealed texts {texts}, attachments {files}.",
                texts=len(complaint.sealed),
                files=len(files),
            ),
        ),
    )


@decides("complaint", "erase")
def decide(work: Work, state: State, *, decision: Decision) -> Done:
    """Approve the erasure: the keys and what they close are destroyed with it."""
    assert isinstance(state, Complaint)
    assert state.pending is not None
    files = _require_due(work, state)
    pieces = [piece.id for piece in state.sealed]
    names = [file.name_piece for file in files if file.name_piece is not None]
    work.record(
        "complaint.approve",
        state.id,
        {
            "decides": "erase",
            "asked_by": state.pending.by,
            "reason": state.pending.fields["reason"],
            "pieces": pieces,
            "attachments": [file.id for file in files],
        },
        institution=state.institution,
        corrects=state.pending.entry,
    )
    for file in files:
        work.follow("attach.erase", file.id, {"with": state.id}, institution=file.institution)
    data_keys.erase(work.tx.connection, state.id, (*pieces, *names), [file.sha256 for file in files])
    work.tx.scrub = True
    return Done(
        id=state.id,
        status=state.status,
        data={"erased": len(pieces) + len(files)},
        effects=(
            msg("What was sealed of {id} is erased. The journal stays whole and tells that it was there.", id=state.id),
            msg("Copies of the database from before still hold it, as long as they and their key are kept."),
        ),
    )


def _require_due(work: Work, complaint: Complaint) -> list[Attachment]:
    files = _files(work.tx, complaint.id)
    if not complaint.sealed and not files:
        if complaint.erased:
            raise erased_already(complaint)
        raise refuse(
            "complaint.nothing_sealed",
            msg("Nothing of {id} is sealed: it came without.", id=complaint.id),
            field="id",
        )
    period = keeping_period(work.rules)
    if period is None:
        raise refuse(
            "identity.kept",
            msg(
                "The agency has set no time, in days, months or years, after which identities are erased. An "
                "administrator sets it: policy set"
            ),
            field="id",
        )
    reason = work.rules.policy(POLICY).reason
    until = kept_until(work.tx, work.rules, complaint)
    if until is None:
        raise refuse(
            "identity.kept",
            msg("{id}, or the case it is in, has not ended yet: who reported may still be needed.", id=complaint.id),
            reason,
            field="id",
        )
    if work.today <= until:
        raise refuse("identity.kept", msg("It is to be kept until {day}, included.", day=until), reason, field="id")
    return files


def _files(reader: Reader, id: str) -> list[Attachment]:
    table = reader.table(Attachment)
    return list(each(reader, Attachment, table.c.subject == id, table.c.sealed, table.c.erased_on.is_(None)))


def due(reader: Reader, *, on: date, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Complaints whose time has passed, by number: no name, no text. The cursor is the number of the last one."""
    check_limit(limit)
    rules = rulebook_of(reader).on(on)
    page: list[dict[str, Any]] = []
    for complaint in _holding(reader, after):
        until = kept_until(reader, rules, complaint)
        if until is None or until >= on:
            continue
        if len(page) == limit:
            return Listing(page, page[-1]["id"])
        page.append(
            {
                "id": complaint.id,
                "ended_on": complaint.ended_on,
                "kept_until": until,
                "texts": len(complaint.sealed),
                "attachments": len(_files(reader, complaint.id)),
                "pending": complaint.pending is not None,
            }
        )
    return Listing(page)


def _holding(reader: Reader, after: str | None) -> Iterator[Complaint]:
    """Ended complaints of which something is sealed."""
    table, files = reader.table(Complaint), reader.table(Attachment)
    with_file = table.c.id.in_(
        files.select().with_only_columns(files.c.subject).where(files.c.sealed, files.c.erased_on.is_(None))
    )
    further = (table.c.id > after,) if after is not None else ()
    yield from each(reader, Complaint, table.c.ended_on.is_not(None), (table.c.sealed != "[]") | with_file, *further)
