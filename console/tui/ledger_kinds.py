"""The ledgers as the console lists them."""

from typing import Final

from console.tui.kind_cells import NAME, Cell, Kind, count_cell, day_cell, id_cell, term_cell, text_cell, yuan_cell
from console.tui.widgets.columns import Column
from domain.messages import msg

LEDGERS: Final[tuple[Kind, ...]] = (
    Kind(
        "in-force",
        msg("Measures in force"),
        (
            NAME,
            Cell("word", Column(msg("Measure"), 14, grow=1)),
            day_cell("in_force_from", msg("From")),
            Cell("until", Column(msg("Until"), 10, drop=2)),
            id_cell(),
            text_cell("departments", msg("Departments"), width=10, grow=1, drop=3),
        ),
        ledger=True,
        empty=msg("No measure is in force. On a case, a proposes one."),
    ),
    Kind(
        "on-time",
        msg("Done in time, and how late"),
        (
            Cell("what", Column(msg("What fell due"), 20, grow=1)),
            count_cell("due", msg("Due")),
            count_cell("on_time", msg("In time")),
            count_cell("late", msg("Late")),
            count_cell("overdue", msg("Overdue")),
            count_cell("rate", msg("Percent")),
            count_cell("median_late", msg("Middle"), drop=2),
            count_cell("most_late", msg("Longest"), drop=1),
        ),
        subject="",
        ledger=True,
        empty=msg("Nothing was due yet. What is done stands here by itself."),
    ),
    Kind(
        "late",
        msg("Late and overdue"),
        (
            Cell("what", Column(msg("What fell due"), 16, grow=1)),
            Cell("subject", Column(msg("Subject"), 14)),
            NAME,
            day_cell("due", msg("Due")),
            Cell("done_on", Column(msg("Done"), 10, drop=1)),
            count_cell("late_by", msg("Late, wd")),
        ),
        subject="subject",
        ledger=True,
        empty=msg("Nothing was late. What is stands here by itself."),
    ),
    Kind(
        "rectification",
        msg("Rectification"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            NAME,
            text_cell("text", msg("Problem"), drop=0),
            day_cell("rectify_by", msg("By the day")),
            Cell("responsible", Column(msg("Who"), 8, drop=2)),
            term_cell("progress", msg("Progress")),
            Cell("closed_on", Column(msg("Closed on"), 10, drop=1)),
        ),
        ledger=True,
        empty=msg("No order to rectify yet. On a case, a proposes one."),
    ),
    Kind(
        "referrals",
        msg("Referrals"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            NAME,
            text_cell("sent_to", msg("Sent to"), drop=0),
            Cell("letter_no", Column(msg("Letter"), 12, grow=1, drop=3)),
            day_cell("sent_on", msg("Sent on")),
            Cell("receipt", Column(msg("Receipt"), 10, drop=2)),
            Cell("answered_on", Column(msg("Answered"), 10, drop=1)),
        ),
        ledger=True,
        empty=msg("Nothing was referred yet. On a case, a proposes a referral."),
    ),
    Kind(
        "recovered",
        msg("Recovery"),
        (
            Cell("number", Column(msg("Row"), 4, right=True)),
            NAME,
            yuan_cell("due", msg("To come back")),
            yuan_cell("returned", msg("Returned"), drop=2),
            yuan_cell("offset", msg("Offset"), drop=3),
            yuan_cell("open", msg("Still open")),
            term_cell("progress", msg("Progress"), drop=1),
        ),
        ledger=True,
        empty=msg("Nothing has to come back. On a measure, a opens a recovery."),
    ),
    Kind(
        "money",
        msg("Money"),
        (Cell("what", Column(msg("Sum"), 30, grow=1)), yuan_cell("amount", msg("Yuan"))),
        subject="",
        ledger=True,
    ),
    Kind(
        "precedents",
        msg("What was decided on the like"),
        (
            Cell("provision", Column(msg("Provision"), 14, grow=1)),
            term_cell("severity", msg("Severity"), width=8),
            Cell("recurring", Column(msg("Again"), 6)),
            text_cell("decided", msg("Decided"), width=24, drop=0),
            count_cell("total", msg("Cases"), drop=1),
        ),
        subject="",
        ledger=True,
        empty=msg("Nothing was decided yet. What is stands here by itself."),
    ),
    Kind(
        "audits",
        msg("Audit list"),
        (
            day_cell("on", msg("On")),
            term_cell("kind", msg("Kind"), width=14),
            Cell("what", Column(msg("Act"), 14, grow=1, drop=2)),
            Cell("subject", Column(msg("Subject"), 14)),
            Cell("by", Column(msg("By"), 8, drop=1)),
            text_cell("reason", msg("Reason"), drop=0),
        ),
        subject="subject",
        ledger=True,
        empty=msg("Nothing was entered late, urgent, skipped, held too long or opened."),
    ),
)
"""Every ledger, in the order it is shown."""
