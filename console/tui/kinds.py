"""What the page of records leads to: kinds of records and ledgers, and how a line of each is laid out."""

from dataclasses import dataclass
from typing import Final

from console.tui.widgets.columns import Column
from domain.messages import Message, msg

_NOTHING = msg("Nothing here yet.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a list: the key of the record, and whether its values are terms that have words."""

    key: str
    column: Column
    terms: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A list behind a line of the page. `subject` is the key that tells what a line opens, empty for nothing."""

    key: str
    label: Message
    cells: tuple[Cell, ...]
    subject: str = "id"
    ledger: bool = False
    empty: Message = _NOTHING


def _id() -> Cell:
    return Cell("id", Column(msg("Number"), 13))


def _day(key: str, label: Message) -> Cell:
    return Cell(key, Column(label, 10))


def _term(key: str, label: Message, *, width: int = 12, drop: int = 0) -> Cell:
    return Cell(key, Column(label, width, drop=drop), terms=True)


def _text(key: str, label: Message, *, width: int = 16, grow: int = 2, drop: int = 1) -> Cell:
    return Cell(key, Column(label, width, grow=grow, drop=drop))


def _count(key: str, label: Message, *, drop: int = 0) -> Cell:
    return Cell(key, Column(label, 8, right=True, drop=drop))


def _yuan(key: str, label: Message, *, drop: int = 0) -> Cell:
    return Cell(key, Column(label, 13, right=True, drop=drop))


_NAME = Cell("institution_name", Column(msg("Institution"), 14, grow=1))
_STATUS = _term("status", msg("Status"))

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "complaints",
        msg("Complaints and reports"),
        (_id(), _day("received", msg("Received")), _STATUS, _NAME, _text("summary", msg("Summary"))),
        empty=msg("No complaint yet. On an institution, a logs one."),
    ),
    Kind(
        "inspections",
        msg("Inspections"),
        (
            _id(),
            _day("on", msg("Held on")),
            _term("kind", msg("Kind")),
            _NAME,
            _text("inspectors", msg("Inspectors")),
        ),
    ),
    Kind(
        "findings",
        msg("Findings"),
        (
            _id(),
            _day("found_on", msg("Found on")),
            _term("severity", msg("Severity"), width=8),
            _NAME,
            _text("text", msg("Text")),
        ),
    ),
    Kind(
        "events",
        msg("Outside events"),
        (
            _id(),
            _day("happened", msg("Happened")),
            _term("kind", msg("Kind"), width=16),
            _NAME,
            _text("body", msg("Body")),
        ),
    ),
    Kind(
        "assessments",
        msg("Assessments"),
        (
            _id(),
            _day("year_end", msg("Year ends")),
            _term("verdict", msg("Verdict"), width=8),
            _NAME,
            _term("for", msg("Held for"), drop=1),
        ),
    ),
    Kind(
        "applications",
        msg("Applications"),
        (_id(), _day("filed_on", msg("Filed on")), _STATUS, _NAME, _text("reason", msg("Reason"))),
    ),
    Kind(
        "disputes",
        msg("Disputes"),
        (
            _id(),
            _day("filed_on", msg("Filed on")),
            _STATUS,
            _NAME,
            Cell("target", Column(msg("About"), 16)),
            _term("outcome", msg("Outcome"), drop=1),
        ),
    ),
    Kind(
        "recoveries",
        msg("Recoveries"),
        (
            _id(),
            _day("opened_on", msg("Opened on")),
            _term("status", msg("Status")),
            _NAME,
            _yuan("due", msg("To come back"), drop=1),
            _yuan("open", msg("Still open")),
        ),
    ),
    Kind(
        "tasks",
        msg("Things to carry out"),
        (
            _id(),
            _day("due", msg("Due")),
            _NAME,
            Cell("person", Column(msg("Who"), 8, drop=2)),
            _text("text", msg("What"), drop=0),
        ),
    ),
    Kind(
        "rosters",
        msg("Versions of the published list"),
        (
            _id(),
            _day("as_of", msg("As of")),
            _STATUS,
            _count("institutions", msg("Listed")),
            _count("added", msg("Added")),
            _count("removed", msg("Removed")),
            Cell("published_on", Column(msg("Published"), 10, drop=1)),
        ),
    ),
    Kind(
        "hand-overs",
        msg("Hand-overs"),
        (
            _id(),
            _day("sent_on", msg("Handed over on")),
            Cell("to", Column(msg("Handed to"), 16, grow=1)),
            _count("rows", msg("Rows")),
            Cell("sha256", Column(msg("SHA-256"), 16, grow=2, drop=1)),
        ),
    ),
    Kind(
        "surveys",
        msg("Surveys"),
        (
            _id(),
            _day("held_on", msg("Held on")),
            _term("among", msg("Among")),
            _NAME,
            _count("answered", msg("Answered")),
            _count("satisfied", msg("Satisfied")),
        ),
    ),
    Kind(
        "delegations",
        msg("Delegations"),
        (
            _id(),
            _STATUS,
            Cell("principal", Column(msg("In the name of"), 12, grow=1)),
            Cell("to", Column(msg("Decided by"), 12, grow=1)),
            _day("from", msg("From")),
            _day("until", msg("Until")),
        ),
    ),
    Kind(
        "in-force",
        msg("Measures in force"),
        (
            _NAME,
            Cell("word", Column(msg("Measure"), 14, grow=1)),
            _day("in_force_from", msg("From")),
            Cell("until", Column(msg("Until"), 10, drop=2)),
            _id(),
            _text("departments", msg("Departments"), width=10, grow=1, drop=3),
        ),
        ledger=True,
    ),
    Kind(
        "on-time",
        msg("Done in time, and how late"),
        (
            Cell("what", Column(msg("What fell due"), 20, grow=1)),
            _count("due", msg("Due")),
            _count("on_time", msg("In time")),
            _count("late", msg("Late")),
            _count("overdue", msg("Overdue")),
            _count("rate", msg("Percent")),
            _count("median_late", msg("Middle"), drop=2),
            _count("most_late", msg("Longest"), drop=1),
        ),
        subject="",
        ledger=True,
    ),
    Kind(
        "late",
        msg("Late and overdue"),
        (
            Cell("what", Column(msg("What fell due"), 16, grow=1)),
            Cell("subject", Column(msg("Subject"), 14)),
            _NAME,
            _day("due", msg("Due")),
            Cell("done_on", Column(msg("Done"), 10, drop=1)),
            _count("late_by", msg("Late, wd")),
        ),
        subject="subject",
        ledger=True,
    ),
    Kind(
        "rectification",
        msg("Rectification"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            _NAME,
            _text("text", msg("Problem"), drop=0),
            _day("rectify_by", msg("By the day")),
            Cell("responsible", Column(msg("Who"), 8, drop=2)),
            _term("progress", msg("Progress")),
            Cell("closed_on", Column(msg("Closed on"), 10, drop=1)),
        ),
        ledger=True,
    ),
    Kind(
        "referrals",
        msg("Referrals"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            _NAME,
            _text("sent_to", msg("Sent to"), drop=0),
            Cell("letter_no", Column(msg("Letter"), 12, grow=1, drop=3)),
            _day("sent_on", msg("Sent on")),
            Cell("receipt", Column(msg("Receipt"), 10, drop=2)),
            Cell("answered_on", Column(msg("Answered"), 10, drop=1)),
        ),
        ledger=True,
    ),
    Kind(
        "recovered",
        msg("Recovery"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            _NAME,
            _yuan("due", msg("To come back")),
            _yuan("returned", msg("Returned"), drop=2),
            _yuan("offset", msg("Offset"), drop=3),
            _yuan("open", msg("Still open")),
            _term("progress", msg("Progress"), drop=1),
        ),
        ledger=True,
    ),
    Kind(
        "money",
        msg("Money"),
        (Cell("what", Column(msg("Sum"), 30, grow=1)), _yuan("amount", msg("Yuan"))),
        subject="",
        ledger=True,
    ),
    Kind(
        "precedents",
        msg("What was decided on the like"),
        (
            Cell("provision", Column(msg("Provision"), 14, grow=1)),
            _term("severity", msg("Severity"), width=8),
            Cell("recurring", Column(msg("Again"), 6)),
            _text("decided", msg("Decided"), width=24, drop=0),
            _count("total", msg("Cases"), drop=1),
        ),
        subject="",
        ledger=True,
    ),
    Kind(
        "audits",
        msg("Audit list"),
        (
            _day("on", msg("On")),
            _term("kind", msg("Kind"), width=14),
            Cell("what", Column(msg("Act"), 14, grow=1, drop=2)),
            Cell("subject", Column(msg("Subject"), 14)),
            Cell("by", Column(msg("By"), 8, drop=1)),
            _text("reason", msg("Reason"), drop=0),
        ),
        subject="subject",
        ledger=True,
        empty=msg("Nothing was entered late, urgent, skipped, held too long or opened."),
    ),
)
"""Every kind in the order it is shown: records first, then ledgers."""
