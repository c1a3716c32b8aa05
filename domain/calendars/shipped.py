"""The arrangements, statutory days and holiday names that come with the program."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from domain.calendars.arrangements import Arrangement, Notice

DATA = Path(__file__).parent / "data"


def arrangements() -> tuple[Arrangement, ...]:
    """The shipped arrangements, oldest first."""
    days: dict[int, tuple[dict[date, str], dict[date, str]]] = {}
    lines = (DATA / "arrangements.csv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        day, _, kind, holiday, year, _ = line.split(",")
        off_and_work = days.setdefault(int(year), ({}, {}))
        off_and_work[0 if kind == "OFF" else 1][date.fromisoformat(day)] = holiday
    notices = _toml("notices.toml")
    return tuple(Arrangement(Notice(year, **notices[str(year)]), *days[year]) for year in sorted(days))


def statutory() -> dict[int, dict[date, str]]:
    """Statutory days off with the days in lieu, by year, for years whose notice may be missing."""
    return {
        int(year): {date.fromisoformat(day): name for day, name in days.items()}
        for year, days in _statutory().items()
        if year != "names"
    }


def english_name(holiday: str) -> str | None:
    """The English word for one holiday, or None for a name we do not know."""
    names: dict[str, str] = _statutory()["names"]
    return names.get(holiday)


@cache
def _statutory() -> dict[str, Any]:
    return _toml("statutory.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
