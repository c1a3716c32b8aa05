"""Ledgers to hand in."""

from typing import TYPE_CHECKING, Any

from console.cli.answers import page, whole
from console.cli.command import ON, PAGE, Answer, Command
from console.cli.money_ledgers import COMMANDS as MONEY
from console.cli.periods import FROM, INSTITUTION, PERIOD, TO, open_only
from domain.acts.fields import Field
from domain.messages import Words, msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

DUTIES = ("publication", "withdraw-publication", "list-update", "complaint-clock", "recheck", "hold-review", "task")


def _in_force(look: "Look", *, institution: str | None, kind: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.ledgers.in_force import in_force, totals

    found = in_force(look.reader, on=look.on, institution=institution, kind=kind, limit=limit, after=after)
    columns = ("institution_name", "word", "departments", "in_force_from", "until", "id", "clause", "amount")
    answer = page("in_force", found, *columns)
    if institution is None and kind is None:
        counts = totals(look.reader, on=look.on)
        answer.document = {**answer.document, "total": counts}
        answer.notes = (msg("Institutions: {institutions}. Cases: {cases}. Measures: {measures}.", **counts),)
    return answer


def _on_time(look: "Look", *, from_day: "date | None", to_day: "date | None") -> Answer:
    from sanctions.ledgers.on_time import on_time

    rows, total = on_time(look.reader, on=look.on, from_day=from_day, to_day=to_day)
    columns = ("what", "due", "on_time", "late", "overdue", "rate", "median_late", "most_late", "institutions")
    answer = whole("on_time", rows, *columns, "matters")
    answer.document = {**answer.document, "total": total}
    told: tuple[Words, ...] = (msg("From {from_day} to {to_day}.", from_day=total["from"], to_day=total["to"]),)
    if total["rate"] is not None:
        told = (*told, msg("Done in time: {rate} percent of what can be judged.", rate=total["rate"]))
    answer.notes = told
    return answer


def _late(look: "Look", **asked: Any) -> Answer:
    from sanctions.ledgers.on_time import late

    found = late(look.reader, on=look.on, **asked)
    return page("late", found, "what", "subject", "institution_name", "due", "done_on", "late_by")


def _rectification(look: "Look", **asked: Any) -> Answer:
    from sanctions.ledgers.rectification import rectification

    found = rectification(look.reader, on=look.on, **asked)
    columns = ("number", "institution_name", "text", "source", "basis", "word", "rectify_by", "responsible", "progress")
    return page("rectification", found, *columns, "closed_on")


def _referrals(look: "Look", **asked: Any) -> Answer:
    from sanctions.ledgers.referrals import referrals

    found = referrals(look.reader, on=look.on, **asked)
    columns = ("number", "institution_name", "matter", "sent_to", "letter_no", "sent_on", "receipt", "answer", "fine")
    return page("referrals", found, *columns)


def _precedents(look: "Look", **asked: Any) -> Answer:
    from sanctions.ledgers.precedents import precedents

    found = precedents(look.reader, on=look.on, **asked)
    columns = ("provision", "severity", "recurring", "total", "decided", "amount", "departures")
    return page("precedents", found, *columns)


COMMANDS: tuple[Command, ...] = (
    Command(
        "ledger in-force",
        msg("List measures in force, by institution"),
        INSTITUTION,
        Field("kind", msg("Kind of measure")),
        ON,
        *PAGE,
        run=_in_force,
    ),
    Command(
        "ledger on-time",
        msg("Count what fell due, what was done in time, and how late the rest was"),
        FROM,
        TO,
        ON,
        run=_on_time,
        help=msg("From the first of the year to today unless said otherwise."),
    ),
    Command(
        "ledger late",
        msg("List what fell due and was late, or is overdue"),
        Field("kind", msg("Kind"), "choice", choices=DUTIES),
        *PERIOD,
        run=_late,
    ),
    Command(
        "ledger rectification",
        msg("List every problem ordered to be put right, and how far it has come"),
        INSTITUTION,
        open_only(msg("Only problems still open")),
        *PERIOD,
        run=_rectification,
        help=msg("One row a problem, first ordered first; the days are those of the decision."),
    ),
    Command(
        "ledger referrals",
        msg("List what was referred, to whom, and what came back"),
        INSTITUTION,
        open_only(msg("Only what is not answered")),
        *PERIOD,
        run=_referrals,
        help=msg("One row a referral, first decided first; the days are those of the decision."),
    ),
    Command(
        "ledger precedents",
        msg("Compare what was decided for the same provision, weight and recurrence"),
        Field("provision", msg("Provision broken")),
        *PERIOD,
        run=_precedents,
        help=msg("From the first of the year to today unless said otherwise."),
    ),
    *MONEY,
)
