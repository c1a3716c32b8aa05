"""The pieces a measure's state is made of, each written by one kind of act."""

from dataclasses import dataclass
from datetime import date

from domain.states.bills import BillDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class BillAmount:
    """A bill and an amount of it in fen, with what the file of bills told of it."""

    bill: str
    fen: int
    details: BillDetails | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """How far the measure went in the notice (告知内容): what goes further must be noticed again."""

    departments: tuple[str, ...] = ()
    bills: tuple[BillAmount, ...] = ()
    until: date | None = None
    word: str | None = None
    services: tuple[str, ...] = ()
    ground: str | None = None
    effective: date | None = None
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """The urgent track (紧急程序): who agreed by word, when and how, and by which days papers and defence must be in.

    Both days are included; the day after one that was missed it no longer applies.
    """

    why: str
    agreed_by: str
    agreed_how: str
    agreed_on: date
    papers_by: date
    defence_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of a rectification order (整改问题), closed by itself (销号).

    `finding` is the finding it was taken from where nobody listed it apart, `provision` what that one breaks.
    `checked_on` is the day it was last looked at by itself.
    """

    number: int
    text: str
    finding: str | None = None
    provision: str | None = None
    checked_on: date | None = None
    closed_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time to put things right (整改延期), as another person approved it."""

    from_day: date
    until: date
    reason: str
    approved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised in a talk, and by which day."""

    text: str
    by: date
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One appointment for a talk (约谈): held with whom, or that nobody came."""

    on: date
    held: bool
    place: str | None = None
    host: str | None = None
    attendees: tuple[str, ...] = ()
    minutes_no: str | None = None
    result: str | None = None
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How a paper was served (送达): what a receipt of service (送达回证) says.

    `number` is the paper's own number (文号), `to` the body it was entrusted or sent to, `address` the confirmed one
    an electronic paper went to, `why` the reason of an announcement.
    """

    document: str
    received: date
    method: str | None = None
    number: str | None = None
    to: str | None = None
    address: str | None = None
    servers: tuple[str, ...] = ()
    receiver: str | None = None
    post: str | None = None
    place: str | None = None
    time: str | None = None
    refused: str | None = None
    witness: str | None = None
    tracking: str | None = None
    why: str | None = None
    announced_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InPatient:
    """An injured worker in the house (在院工伤职工), by number and initials only, and what was decided for them."""

    number: str
    initials: str
    department: str | None = None
    decision: str | None = None
    to: str | None = None
    decided_on: date | None = None
