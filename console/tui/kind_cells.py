"""A kind of record or ledger as a list: its columns, what a line opens, what an empty list says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.tui.speech import Speech
from console.tui.widgets.columns import Column
from console.words import value_word
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


def id_cell() -> Cell:
    """The number a subject is called by."""
    return Cell("id", Column(msg("Number"), 13))


def day_cell(key: str, label: Message) -> Cell:
    """A day."""
    return Cell(key, Column(label, 10))


def term_cell(key: str, label: Message, *, width: int = 12, drop: int = 0) -> Cell:
    """A fixed term, told by its word."""
    return Cell(key, Column(label, width, drop=drop), terms=True)


def text_cell(key: str, label: Message, *, width: int = 16, grow: int = 2, drop: int = 1) -> Cell:
    """What somebody wrote; it takes the room that is left."""
    return Cell(key, Column(label, width, grow=grow, drop=drop))


def count_cell(key: str, label: Message, *, drop: int = 0) -> Cell:
    """A number, to the right."""
    return Cell(key, Column(label, 8, right=True, drop=drop))


def yuan_cell(key: str, label: Message, *, drop: int = 0) -> Cell:
    """A sum, to the right."""
    return Cell(key, Column(label, 13, right=True, drop=drop))


NAME = Cell("institution_name", Column(msg("Institution"), 14, grow=1))
STATUS = term_cell("status", msg("Status"))
"""Columns that many lists have."""


def told(cell: Cell, kind: str, one: Mapping[str, Any], say: Speech) -> str:
    """A record's value in a column of a list of this kind."""
    value = one.get(cell.key)
    if value is None and cell.key == "institution_name":
        value = one.get("name") or one.get("institution")
    if cell.terms and isinstance(value, str):
        value = value_word(cell.key, value, kind) or value
    return say(value)
