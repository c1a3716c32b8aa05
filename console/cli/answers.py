"""Shapes of answers that many commands share."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from console.cli.command import Answer
from domain.messages import Words

if TYPE_CHECKING:
    from sanctions.results import Listing


def page(plural: str, listing: "Listing", *columns: str, notes: Iterable[Words] = ()) -> Answer:
    """A page of records under its plural noun, with the cursor behind it."""
    return Answer({plural: listing.items, "next": listing.next}, plural=plural, columns=columns, notes=notes)


def whole(plural: str, items: Sequence[dict[str, Any]], *columns: str, notes: Iterable[Words] = ()) -> Answer:
    """A list that always fits on one page."""
    return Answer({plural: list(items), "next": None}, plural=plural, columns=columns, notes=notes)
