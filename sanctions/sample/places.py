"""Who and what a sample is about, read from its data files: place, institutions, words."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sanctions.sample.codes import credit_code

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Place:
    """A city of a sample: what its institutions, districts, bodies and people are called."""

    prefix: str
    area: str
    agency: str
    telephone: str
    districts: tuple[str, ...]
    website: str
    link: str
    people: Mapping[str, str]
    bodies: Mapping[str, str]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """An agreement to be signed."""

    service: str
    number: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Member:
    """An institution of a sample. `key` is what stories call it, its stem where none speaks of it."""

    key: str
    number: int
    code: str
    name: str
    services: tuple[str, ...]
    departments: tuple[str, ...]
    level: str | None
    district: str
    terms: tuple[Term, ...]

    @property
    def service(self) -> str:
        """Its first service."""
        return self.services[0]

    def agreement(self, service: str | None = None) -> str:
        """The number of its first agreement for a service."""
        return next(term.number for term in self.terms if term.service == (service or self.service))


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def words() -> Mapping[str, Any]:
    """What the people of a sample write."""
    return _read("texts")


def place_of(pack: str) -> Place:
    """The place of a rulebook; neutral words for one that is not named in the data."""
    tables = _read("places")
    told = {**tables["default"], **tables.get(pack, {})}
    return Place(**{**told, "districts": tuple(told["districts"])})


def members(place: Place, chance: Random) -> list[Member]:
    """The institutions in the order of the data; the last one comes in later."""
    roster = _read("roster")
    return [_member(place, number, row, roster, chance) for number, row in enumerate(_rows(roster), 1)]


def _rows(roster: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from roster["institution"]
    for group in roster["plain"]:
        for stem in group["stems"]:
            yield {**group, "stem": stem}
    yield roster["late"]


def _member(place: Place, number: int, row: Mapping[str, Any], roster: Mapping[str, Any], chance: Random) -> Member:
    terms = row.get("terms") or [[service, *roster["term"]] for service in row["services"]]
    return Member(
        key=row.get("key", row["stem"]),
        number=number,
        code=place.codes.get(row.get("key", "")) or credit_code(row["form"], place.area, chance),
        name=place.prefix + row["stem"],
        services=tuple(row["services"]),
        departments=tuple(roster["departments"][row["departments"]]),
        level=row.get("level"),
        district=place.districts[number % len(place.districts)],
        terms=tuple(_term(number, at, *term) for at, term in enumerate(terms, 1)),
    )


def _term(number: int, at: int, service: str, first: str, last: str) -> Term:
    return Term(service, f"GS-{first[:4]}-{number:03d}-{at}", date.fromisoformat(first), date.fromisoformat(last))
