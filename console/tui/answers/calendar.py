"""The calendar as it is loaded here, with what ends on which day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.answers.today import today
from console.tui.session import Opened
from db.store import Reader
from sanctions.rules import calendar_of


def calendar(reader: Reader, opened: Opened) -> Mapping[str, Any]:
    """The working calendar, and everything that runs on the day by the day it ends."""
    ends: dict[date, list[Mapping[str, Any]]] = {}
    for one in today(reader, opened)["deadlines"]:
        if one["due"] is not None:
            ends.setdefault(one["due"], []).append(one)
    return {"calendar": calendar_of(reader), "today": opened.today, "ends": ends}
