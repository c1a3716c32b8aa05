"""What is known of a bill (结算单) beside its number and amount."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BillDetails:
    """What the file of bills told of one (费用明细): department, days in the house, fen declared, item."""

    department: str | None = None
    admitted: date | None = None
    discharged: date | None = None
    declared: int | None = None
    item: str | None = None


def details_of(told: Mapping[str, Any] | None) -> BillDetails | None:
    """The details as an act keeps them; None where there are none."""
    if not told:
        return None
    admitted, discharged = told.get("admitted"), told.get("discharged")
    return BillDetails(
        department=told.get("department"),
        admitted=date.fromisoformat(admitted) if admitted else None,
        discharged=date.fromisoformat(discharged) if discharged else None,
        declared=told.get("declared"),
        item=told.get("item"),
    )
