"""Versions of the published list of agreement institutions (协议机构名单), each frozen once it is approved."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster(State):
    """One version of the list. `status` is drafted, approved, published, rejected or withdrawn.

    Text and lines are kept beside the journal under their SHA-256, which the journal holds. `after` is the version
    that stood in public when this one was drafted; `added`, `removed` and `renamed` count what changed since. `due` and
    `late_by` are judged when it is published, by the earliest change it brings. The other sums are those of its
    formats, made and kept at approval; versions of older programs have none.
    """

    status: str
    as_of: date
    drafted_on: date
    drafter: str
    text_sha256: str
    lines_sha256: str
    institutions: int
    added: int = 0
    removed: int = 0
    renamed: int = 0
    after: str | None = None
    note: str | None = None
    approved_on: date | None = None
    sha256: str | None = None
    published_on: date | None = None
    channel: str | None = None
    link: str | None = None
    ref: str | None = None
    due: date | None = None
    late_by: int | None = None
    entered_late: int = 0
    calendar: str | None = None
    json_sha256: str | None = None
    docx_sha256: str | None = None
    html_sha256: str | None = None


ROSTER = Aggregate("roster", "MD", Roster)


@ROSTER.starts("roster.draft")
def _draft(entry: Entry) -> Roster:
    return Roster(
        id=entry.subject,
        status="drafted",
        as_of=entry.the_day("as_of"),
        drafted_on=entry.on,
        drafter=entry.person,
        text_sha256=entry.text("text_sha256"),
        lines_sha256=entry.text("lines_sha256"),
        institutions=entry.the_number("institutions"),
        added=entry.number("added") or 0,
        removed=entry.number("removed") or 0,
        renamed=entry.number("renamed") or 0,
        after=entry.maybe("after"),
        note=entry.maybe("note"),
        pending=waits(entry, "draft"),
    )


@ROSTER.on("roster.approve")
def _approve(roster: Roster, entry: Entry) -> Roster:
    return replace(
        roster,
        status="approved",
        approved_on=entry.on,
        sha256=entry.text("sha256"),
        json_sha256=entry.maybe("json_sha256"),
        docx_sha256=entry.maybe("docx_sha256"),
        html_sha256=entry.maybe("html_sha256"),
        pending=None,
    )


@ROSTER.on("roster.reject")
def _reject(roster: Roster, entry: Entry) -> Roster:
    return replace(roster, status="rejected", pending=None)


@ROSTER.on("roster.withdraw")
def _withdraw(roster: Roster, entry: Entry) -> Roster:
    return replace(roster, status="withdrawn", pending=None)


@ROSTER.on("roster.publish")
def _publish(roster: Roster, entry: Entry) -> Roster:
    return replace(
        roster,
        status="published",
        published_on=entry.on,
        channel=entry.text("channel"),
        link=entry.maybe("link"),
        ref=entry.maybe("ref"),
        due=entry.day("due"),
        late_by=entry.number("late_by"),
        entered_late=entry.number("entered_late") or 0,
        calendar=entry.maybe("calendar"),
    )
