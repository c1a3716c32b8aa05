"""Publishing the list of agreement institutions (协议机构名单), one version after another."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from db.attachments import store_blob
from domain.acts.rosters import DRAFT, PUBLISH, WITHDRAW
from domain.calendars.due import Due, late_by
from domain.messages import msg
from domain.refusals import refuse
from domain.rosters import Line, ordered, roster_paper, roster_text
from domain.rulebook.model import FRAUD
from domain.states.core import State
from domain.states.rosters import Roster
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.publishing.checks import require_proof
from sanctions.publishing.roster_duty import first_due
from sanctions.publishing.roster_formats import freeze
from sanctions.publishing.roster_lines import (
    Change,
    Frozen,
    changes,
    lines_on,
    public_roster,
    stored_lines,
    stored_text,
)
from sanctions.publishing.roster_told import counts, in_public, moved_on, nothing_new, what_changed
from sanctions.publishing.screening import require_publishable
from sanctions.results import Done
from sanctions.rules import agency_of
from sanctions.work import Work

_SCREENED = 200
"""Institutions whose lines are looked at together with those who reported them."""


@handles(DRAFT)
def draft(work: Work, *, as_of: date | None, note: str | None) -> Done:
    """Compose the list of a day, with what changed since the version that is public; another person approves it.

    Refused: ``roster.day`` for a day to come or before the version that is public, ``roster.empty``, ``already`` while
    another version is drafted or approved and not public, and whatever `screen` refuses.
    """
    day = as_of or work.on
    public = public_roster(work.tx, work.on)
    _require_day(work, day, public)
    _require_free(work)
    lines = lines_on(work.tx, day)
    if not lines:
        raise refuse("roster.empty", msg("No agreement is in force on {day}.", day=day), field="as_of")
    agency = agency_of(work.tx)
    words = work.rules.pack.publication_words
    told = roster_paper(words, lines, as_of=day, agency=agency.name, telephone=agency.telephone, note=note)
    text = roster_text(words, told, as_of=day)
    screen(work, lines, note)
    found = changes(work.tx, day, public, lines)
    frozen = Frozen(lines=tuple(ordered(lines)), changes=tuple(found), paper=told)
    subject = work.new_id("MD")
    counted = counts(found)
    fields = {
        "as_of": day,
        "text_sha256": store_blob(work.tx.connection, text.encode()).sha256,
        "lines_sha256": store_blob(work.tx.connection, frozen.encoded()).sha256,
        "institutions": len({line.institution for line in lines}),
        "after": public.id if public else None,
        "note": note,
    }
    work.record("roster.draft", subject, fields | counted)
    return Done(
        id=subject,
        status="drafted",
        data={
            "as_of": day.isoformat(),
            "institutions": fields["institutions"],
            "after": fields["after"],
            "sha256": None,
            "late_by": None,
        }
        | counted
        | _earliest(work, found, public),
        effects=(*what_changed(found), msg("Another person approves the text; that freezes it.")),
        warnings=nothing_new(found, public),
    )


@decides("roster", "draft")
def decide(work: Work, state: State, *, decision: Decision) -> Done:
    """Approve a version: its text and every format of it are frozen, whoever publishes it can change nothing."""
    assert isinstance(state, Roster)
    assert state.pending is not None
    frozen = stored_lines(work.tx, state.lines_sha256)
    screen(work, frozen.lines, state.note)
    sha256 = hashlib.sha256(stored_text(work.tx, state.text_sha256).encode()).hexdigest()
    sums = freeze(work, state, sha256)
    work.record(
        "roster.approve",
        state.id,
        {"decides": state.pending.kind, "as_of": state.as_of, "sha256": sha256} | sums,
        corrects=state.pending.entry,
    )
    return Done(
        id=state.id,
        status="approved",
        data={"as_of": state.as_of.isoformat(), "sha256": sha256} | sums,
        effects=(msg("The text is frozen. The publisher can now make it public."),),
        warnings=moved_on(work, state),
    )


@handles(PUBLISH)
def publish(work: Work, *, id: str, channel: str, link: str | None, ref: str | None) -> Done:
    """Record that a version stands in public; whether that was on time is judged by the earliest change in it.

    Refused: ``roster.unapproved``, ``already``, ``roster.status`` for one taken back, ``roster.older`` once a later
    list is public, ``publication.proof`` without link or number.
    """
    roster = _publishable(work, id)
    require_proof(work, link, ref)
    public = public_roster(work.tx, work.on)
    if public is not None and public.as_of > roster.as_of:
        raise refuse(
            "roster.older",
            msg("{other} of {day} is public already. Draft a new list.", other=public.id, day=public.as_of),
            field="id",
        )
    frozen = stored_lines(work.tx, roster.lines_sha256)
    contained = changes(work.tx, roster.as_of, public, frozen.lines)
    told = _verdict(work, contained, public)
    fields = {"channel": channel, "link": link, "ref": ref, "as_of": roster.as_of} | told
    work.record("roster.publish", id, fields)
    return Done(
        id=id,
        status="published",
        data={
            "due": told["due"],
            "late_by": told["late_by"],
            "as_of": roster.as_of.isoformat(),
            "sha256": roster.sha256,
            "published_on": work.on.isoformat(),
            "channel": channel,
            "link": link or ref,
            "entered_late": work.late_by_days,
        },
        effects=(in_public(told), *what_changed(contained)),
        warnings=moved_on(work, roster),
    )


@handles(WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str) -> Done:
    """Drop a version that is not public; refused ``roster.status`` once it is, ``already`` for one that is over."""
    roster = work.need(Roster, id)
    if roster.status == "published":
        raise refuse(
            "roster.status",
            msg("{id} stands in public. It is corrected by the next version: roster draft.", id=id),
            field="id",
        )
    if roster.status not in ("drafted", "approved"):
        raise refuse("already", msg("{id} was rejected or withdrawn already.", id=id), field="id")
    work.record("roster.withdraw", id, {"reason": reason})
    return Done(id=id, status="withdrawn", effects=(msg("The list is dropped; it never was public."),))


def screen(work: Work, lines: Sequence[Line], note: str | None) -> None:
    """Refuse a list that must not go out: ``publication.personal``, or ``roster.wording`` for fraud in the remark.

    Each institution's line is looked at with those who reported it, and the remark with everybody.
    """
    if note and work.rules.accuses(note):
        raise refuse(
            "roster.wording",
            msg("The remark says fraud; a list of institutions never does. Take it out."),
            *work.rules.reasons(work.rules.pack.wordings[FRAUD]),
            field="note",
        )
    for part in _parts(ordered(lines)):
        shown = [" ".join(filter(None, (line.name, line.district))) for line in part]
        text = "\n".join([*shown, note or ""])
        require_publishable(work, text, (line.institution for line in part), "note" if note else None)


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), _SCREENED):
        yield lines[start : start + _SCREENED]


def _require_day(work: Work, day: date, public: Roster | None) -> None:
    if day > work.on:
        raise refuse(
            "roster.day",
            msg("{day} is still to come. A list tells of a day up to {on}.", day=day, on=work.on),
            field="as_of",
        )
    if public is not None and day < public.as_of:
        raise refuse(
            "roster.day",
            msg(
                "The list of {day} is public already ({id}). Give that day or a later one.",
                day=public.as_of,
                id=public.id,
            ),
            field="as_of",
        )


def _require_free(work: Work) -> None:
    table = work.tx.table(Roster)
    standing = work.tx.find(Roster, table.c.status.in_(("drafted", "approved")), limit=1)
    if standing:
        raise refuse(
            "already",
            msg("{id} is {way}. Publish or withdraw it first.", id=standing[0].id, way=_UNDER_WAY[standing[0].status]),
            field="as_of",
        )


_UNDER_WAY = {"drafted": msg("drafted and not decided yet"), "approved": msg("approved and not public yet")}


def _publishable(work: Work, id: str) -> Roster:
    roster = work.need(Roster, id)
    match roster.status:
        case "approved":
            return roster
        case "published":
            raise refuse("already", msg("{id} is already published.", id=id), field="id")
        case "drafted":
            raise refuse(
                "roster.unapproved", msg("{id} is not approved. A draft is no publication.", id=id), field="id"
            )
    raise refuse("roster.status", msg("{id} was rejected or withdrawn. Draft a new list.", id=id), field="id")


def _first(work: Work, found: Iterable[Change], public: Roster | None) -> Due | None:
    return first_due(found, work.rulebook, work.calendar, after=public.id if public else None)


def _earliest(work: Work, found: Iterable[Change], public: Roster | None) -> dict[str, Any]:
    first = _first(work, found, public)
    return {
        "due": first.due.isoformat() if first else None,
        "provisional": first.provisional if first else False,
    }


def _verdict(work: Work, found: Iterable[Change], public: Roster | None) -> dict[str, Any]:
    """Due day and lateness as judged today, with the calendar judged by; without a duty nothing is late."""
    first = _first(work, found, public)
    return {
        "due": first.due.isoformat() if first else None,
        "late_by": late_by(first, work.on, work.calendar) if first else None,
        "calendar": work.calendar.identity,
    }
