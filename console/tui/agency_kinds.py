"""What the agency settled for itself, as the console lists it: settings, people, offices, templates."""

from typing import Final

from console.tui.kind_cells import Cell, Kind, count_cell, term_cell, text_cell
from console.tui.widgets.columns import Column
from domain.messages import msg

AGENCY: Final[tuple[Kind, ...]] = (
    Kind(
        "policies",
        msg("Settings"),
        (
            Cell("key", Column(msg("Setting"), 24, grow=1)),
            Cell("value", Column(msg("Value"), 12)),
            term_cell("source_kind", msg("Whose rule"), drop=2),
            text_cell("text", msg("Meaning"), grow=3, drop=1),
        ),
        subject="key",
    ),
    Kind(
        "operators",
        msg("Operators"),
        (
            Cell("name", Column(msg("Name"), 12, grow=1)),
            Cell("person", Column(msg("Person"), 10, grow=1)),
            Cell("roles", Column(msg("Roles"), 20, grow=3), terms=True),
            Cell("office", Column(msg("Office"), 10, grow=1, drop=2)),
            Cell("active", Column(msg("Works here"), 10, drop=1)),
        ),
        subject="name",
    ),
    Kind(
        "offices",
        msg("Offices"),
        (
            Cell("name", Column(msg("Name"), 16, grow=1)),
            term_cell("level", msg("Level")),
            Cell("districts", Column(msg("Districts"), 20, grow=2, drop=1)),
            Cell("open", Column(msg("Open"), 6)),
        ),
        subject="name",
        empty=msg("No office yet, and an agency of one office needs none. a adds one."),
    ),
    Kind(
        "templates",
        msg("Templates of agreements"),
        (
            Cell("version", Column(msg("Version"), 20, grow=2)),
            count_cell("clauses", msg("Clauses")),
            Cell("since", Column(msg("Since"), 10)),
        ),
        subject="version",
        empty=msg("No template yet. a adds its clauses one by one."),
    ),
)
"""Lists by command that are about the agency itself."""

NOUNS: Final = {"policies": "policy", "operators": "operator", "offices": "office", "templates": "template"}
"""Kind -> what its records are, where their names alone would not tell."""
