"""Disputes (争议) over what the agency decided: 行政复议, 行政诉讼, their stays, and what came of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits
from domain.states.measures.parts import BillAmount
from domain.states.stays import Stayed, begun, ended

OUTCOME = "outcome"
"""What waits for another person: carrying out what the other body decided."""

BAR = "bar:"
"""What the target begins with when only the bar a decision started is contested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What falls when set aside in part, or what it is from now on when varied; empty stays as it was."""

    departments: tuple[str, ...] = ()
    bills: tuple[BillAmount, ...] = ()
    services: tuple[str, ...] = ()
    until: date | None = None
    rectify_by: date | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(State):
    """A dispute. `target` is the id of a measure or a refused application, or ``bar:`` and what started the bar.

    `decided_on`, `effective` and `outcome_no` are the other body's; they are here once carrying it out was approved.
    `term` is what became of the rest of an agreement's term; `applications` those refused meanwhile because of it.
    """

    target: str
    kind: str
    body: str
    number: str
    filed_on: date
    reason: str | None = None
    stays: tuple[Stayed, ...] = ()
    outcome: str | None = None
    decided_on: date | None = None
    effective: date | None = None
    carried_out_on: date | None = None
    outcome_no: str | None = None
    outcome_reason: str | None = None
    changes: Changes | None = None
    terms: str | None = None
    term: str | None = None
    extended_to: date | None = None
    remake_by: date | None = None
    procedural: bool = False
    applications: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """``open`` until its outcome was carried out, then ``decided``."""
        return "open" if self.outcome is None else "decided"

    @property
    def about_bar(self) -> bool:
        """Whether only the bar is contested."""
        return self.target.startswith(BAR)

    @property
    def contested(self) -> str:
        """The subject behind the target: the measure, the application, or what started the bar."""
        named = self.target.removeprefix(BAR)
        return f"agreement:{named}" if self.about_bar and not named.startswith("CL-") else named


DISPUTE = Aggregate("dispute", "ZY", Dispute)


def changes_of(entry: Entry) -> Changes:
    """What an entry says of parts and variation."""
    return Changes(
        departments=entry.many("departments"),
        bills=tuple(BillAmount(bill=b["bill"], fen=b["fen"]) for b in entry.fields.get("bills") or ()),
        services=entry.many("services"),
        until=entry.day("until"),
        rectify_by=entry.day("rectify_by"),
        word=entry.maybe("word"),
    )


@DISPUTE.starts("dispute.open")
def _open(entry: Entry) -> Dispute:
    return Dispute(
        id=entry.subject,
        institution=entry.institution,
        target=entry.text("target"),
        kind=entry.text("kind"),
        body=entry.text("body"),
        number=entry.text("number"),
        filed_on=entry.the_day("filed"),
        reason=entry.maybe("reason"),
    )


@DISPUTE.on("dispute.stay")
def _stay(dispute: Dispute, entry: Entry) -> Dispute:
    return replace(dispute, stays=begun(dispute.stays, dispute.id, entry))


@DISPUTE.on("dispute.resume")
def _resume(dispute: Dispute, entry: Entry) -> Dispute:
    return replace(dispute, stays=ended(dispute.stays, dispute.id, entry.the_day("until")))


@DISPUTE.on("dispute.decide")
def _ask(dispute: Dispute, entry: Entry) -> Dispute:
    return replace(dispute, pending=waits(entry, OUTCOME))


@DISPUTE.on("dispute.reject")
def _reject(dispute: Dispute, entry: Entry) -> Dispute:
    return replace(dispute, pending=None)


@DISPUTE.on("dispute.approve")
def _approve(dispute: Dispute, entry: Entry) -> Dispute:
    # What is decided stands in the approval itself: an answer about an earlier day may not see the request.
    effective = entry.the_day("effective")
    return replace(
        dispute,
        pending=None,
        stays=ended(dispute.stays, dispute.id, effective - timedelta(days=1)),
        outcome=entry.text("outcome"),
        decided_on=entry.the_day("decided"),
        effective=effective,
        carried_out_on=entry.on,
        outcome_no=entry.maybe("number"),
        outcome_reason=entry.maybe("reason"),
        changes=changes_of(entry),
        terms=entry.maybe("terms"),
        term=entry.maybe("term"),
        extended_to=entry.day("extended_to"),
        remake_by=entry.day("remake_by"),
        procedural=entry.fields.get("procedural") is True,
        applications=entry.many("applications"),
    )
