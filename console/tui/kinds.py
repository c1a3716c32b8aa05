"""What the page of records leads to: kinds of records, then the ledgers."""

from typing import Final

from console.tui.agency_kinds import AGENCY
from console.tui.kind_cells import (
    NAME,
    STATUS,
    Cell,
    Kind,
    count_cell,
    day_cell,
    id_cell,
    term_cell,
    text_cell,
    yuan_cell,
)
from console.tui.ledger_kinds import LEDGERS
from console.tui.widgets.columns import Column
from domain.messages import Message, msg

RECORDS: Final[tuple[Kind, ...]] = (
    Kind(
        "complaints",
        msg("Complaints and reports"),
        (
            id_cell(),
            day_cell("received", msg("Received")),
            STATUS,
            NAME,
            text_cell("summary", msg("Summary")),
            Cell("due", Column(msg("Due"), 10, drop=2)),
        ),
        empty=msg("No complaint yet. On an institution, a logs one."),
    ),
    Kind(
        "inspections",
        msg("Inspections"),
        (
            id_cell(),
            day_cell("on", msg("Held on")),
            term_cell("kind", msg("Kind")),
            NAME,
            text_cell("inspectors", msg("Inspectors")),
        ),
        empty=msg("No inspection yet. On an institution, a records one."),
    ),
    Kind(
        "findings",
        msg("Findings"),
        (
            id_cell(),
            day_cell("found_on", msg("Found on")),
            term_cell("severity", msg("Severity"), width=8),
            NAME,
            text_cell("text", msg("Text")),
        ),
        empty=msg("No finding yet. On an inspection or a case, a adds one."),
    ),
    Kind(
        "events",
        msg("Outside events"),
        (
            id_cell(),
            day_cell("happened", msg("Happened")),
            term_cell("kind", msg("Kind"), width=16),
            NAME,
            text_cell("body", msg("Body")),
        ),
        empty=msg("Nothing came from outside yet. On an institution, a records it."),
    ),
    Kind(
        "assessments",
        msg("Assessments"),
        (
            id_cell(),
            day_cell("year_end", msg("Year ends")),
            term_cell("verdict", msg("Verdict"), width=8),
            NAME,
            term_cell("for", msg("Held for"), drop=1),
        ),
        empty=msg("No assessment yet. On an institution, a records one."),
    ),
    Kind(
        "applications",
        msg("Applications"),
        (id_cell(), day_cell("filed_on", msg("Filed on")), STATUS, NAME, text_cell("reason", msg("Reason"))),
        empty=msg("No application yet. On an institution, a files one."),
    ),
    Kind(
        "disputes",
        msg("Disputes"),
        (
            id_cell(),
            day_cell("filed_on", msg("Filed on")),
            STATUS,
            NAME,
            Cell("target", Column(msg("What is contested"), 16)),
            term_cell("outcome", msg("Outcome"), drop=1),
        ),
        empty=msg("No dispute yet. On a measure, a opens one."),
    ),
    Kind(
        "recoveries",
        msg("Recoveries"),
        (
            id_cell(),
            day_cell("opened_on", msg("Opened on")),
            term_cell("status", msg("Status")),
            NAME,
            yuan_cell("due", msg("To come back"), drop=1),
            yuan_cell("open", msg("Still open")),
        ),
        empty=msg("Nothing has to come back. On a measure, a opens a recovery."),
    ),
    Kind(
        "tasks",
        msg("Things to carry out"),
        (
            id_cell(),
            day_cell("due", msg("Due")),
            NAME,
            Cell("person", Column(msg("Who"), 8, drop=2)),
            text_cell("text", msg("What"), drop=0),
        ),
        empty=msg("Nothing to carry out yet. Decisions bring it; on a case, a adds it."),
    ),
    Kind(
        "rosters",
        msg("Versions of the published list"),
        (
            id_cell(),
            day_cell("as_of", msg("As of")),
            STATUS,
            count_cell("institutions", msg("Listed")),
            count_cell("added", msg("Added")),
            count_cell("removed", msg("Removed")),
            Cell("published_on", Column(msg("Published"), 10, drop=1)),
        ),
        empty=msg("No version of the list yet. a drafts one."),
    ),
    Kind(
        "hand-overs",
        msg("Hand-overs"),
        (
            id_cell(),
            day_cell("sent_on", msg("Handed over on")),
            Cell("to", Column(msg("Handed to"), 16, grow=1)),
            count_cell("rows", msg("Rows")),
            Cell("sha256", Column(msg("SHA-256"), 16, grow=2, drop=1)),
        ),
        empty=msg("Nothing was handed over yet. a records what was sent."),
    ),
    Kind(
        "surveys",
        msg("Surveys"),
        (
            id_cell(),
            day_cell("held_on", msg("Held on")),
            term_cell("among", msg("Among")),
            NAME,
            count_cell("answered", msg("Answered")),
            count_cell("satisfied", msg("Satisfied")),
        ),
        empty=msg("No survey yet. On an institution, a records one."),
    ),
    Kind(
        "delegations",
        msg("Delegations"),
        (
            id_cell(),
            STATUS,
            Cell("principal", Column(msg("In the name of"), 12, grow=1)),
            Cell("to", Column(msg("Decided by"), 12, grow=1)),
            day_cell("from", msg("From")),
            day_cell("until", msg("Until")),
        ),
        empty=msg("Nobody decides for somebody else. a gives it to somebody."),
    ),
)
"""What comes in, is found, goes out."""

GROUPS: Final[tuple[tuple[Message, tuple[Kind, ...]], ...]] = (
    (msg("Records"), RECORDS),
    (msg("The agency"), AGENCY),
    (msg("Ledgers"), LEDGERS),
)
"""Headings and what stands under them."""

KINDS: Final[tuple[Kind, ...]] = tuple(kind for _, kinds in GROUPS for kind in kinds)
"""Every kind in the order it is shown."""
