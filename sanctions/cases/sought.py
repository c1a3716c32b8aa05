"""Cases that hold some words in their number, a handler's name, or their institution's code or one of its names.

Asked as one condition of every case, a rare word would be looked for in all of them. Handlers and institutions are few:
those that hold a word are looked up first, and what is theirs is found along an index. Where that is little it is
collected; where it is much, walking along the list meets a page soon. Either gives the rows of the plain condition.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, func, literal_column, or_, select, union_all

from db.store import Reader
from db.tables.orders import bytewise
from domain.identifiers import Prefix
from domain.states.cases import Case
from domain.states.core import ordinal_of
from domain.states.institutions import Institution

LITTLE = 5_000
"""As many cases are collected; of more than these, a page is met soon."""

_IN_NUMBERS = frozenset(f"{Prefix.CASE.value}-0123456789")
_NUMBER = re.compile(rf"{Prefix.CASE.value}-(\d{{4}})-(\d{{1,7}})", re.IGNORECASE)
_LEAST_DIGITS, _MOST_DIGITS = 4, 7


@dataclass(frozen=True, slots=True)
class _Word:
    """What holds one word: sets of cases, each along an index; the same asked of one case after another.

    Where `anywhere` the word must be looked for in all numbers, and the sets are not all there is.
    """

    sets: tuple[ColumnElement[bool], ...]
    looks: tuple[ColumnElement[bool], ...]
    anywhere: bool = False

    @property
    def condition(self) -> ColumnElement[bool]:
        # A word that nothing holds must find nothing.
        return or_(*self.looks) if self.looks else literal_column("1") == literal_column("0")


def holding(reader: Reader, words: Iterable[str]) -> list[ColumnElement[bool]]:
    """The conditions of holding all these words, written so that few cases are found without reading the others."""
    table = reader.table(Case)
    sought = [_word(reader, table, word) for word in words]
    little: list[Any] | None = None
    for word in sought:
        if not word.anywhere and (little is None or len(little) > 0):
            found = _collected(reader, table, word.sets)
            if found is not None and (little is None or len(found) < len(little)):
                little = found
    conditions = [word.condition for word in sought]
    if little is not None:
        conditions.append(table.c.ordinal.in_(little))
    return conditions


def _word(reader: Reader, table: Table, word: str) -> _Word:
    sets: list[ColumnElement[bool]] = []
    looks: list[ColumnElement[bool]] = []

    def among(column: Column[str], values: Sequence[str]) -> None:
        if values:
            sets.append(bytewise(column, reader.connection.dialect.name).in_(values))
            # Not by the column itself: what is walked along the list must not be collected by an index of the other.
            looks.append(func.coalesce(column, "").in_(values))

    among(table.c.lead, _distinct(reader, table.c.lead, word))
    among(table.c.second, _distinct(reader, table.c.second, word))
    codes = list(reader.connection.execute(_named(reader, word)).scalars())
    if codes:
        sets.append(table.c.institution.in_(codes))
        looks.append(func.coalesce(table.c.institution, "").in_(codes))
    if not _IN_NUMBERS.issuperset(word.upper()):
        return _Word(tuple(sets), tuple(looks))
    number = _NUMBER.fullmatch(word)
    if number is not None:
        numbered = _numbered(table.c.ordinal, word.upper(), number[2])
        return _Word((*sets, numbered), (*looks, numbered))
    return _Word(tuple(sets), (*looks, table.c.id.icontains(word, autoescape=True)), anywhere=True)


def _numbered(ordinal: Column[int], word: str, digits: str) -> ColumnElement[bool]:
    """The numbers that begin with this one: it alone, and those with more digits."""
    year = ordinal_of(f"{word[: -len(digits)]}0")
    ranges = []
    for width in range(max(len(digits), _LEAST_DIGITS), _MOST_DIGITS + 1):
        # Numbers are filled up with zeros to the least width and have none in front beyond it.
        if width == _LEAST_DIGITS or not digits.startswith("0"):
            step = 10 ** (width - len(digits))
            first = int(digits) * step
            ranges.append(and_(ordinal >= year + max(first, 1), ordinal < year + first + step))
    return or_(*ranges)


def _distinct(reader: Reader, column: Column[str], word: str) -> Sequence[str]:
    """The different values of an indexed column that hold a word: from each to the next, never row by row."""
    key = bytewise(column, reader.connection.dialect.name)
    first = select(func.min(key).label("value")).cte("values_", recursive=True)
    following = select(func.min(key)).where(key > first.c.value).scalar_subquery()
    values = first.union_all(select(following).where(first.c.value.is_not(None)))
    held = select(values.c.value).where(values.c.value.icontains(word, autoescape=True))
    return list(reader.connection.execute(held).scalars())


def _named(reader: Reader, word: str) -> Any:
    """The codes of institutions with a word in their code or in any of their names."""
    table = reader.table(Institution)
    columns = (table.c.code, table.c.name, table.c.names)
    return select(table.c.code).where(or_(*(column.icontains(word, autoescape=True) for column in columns)))


def _collected(reader: Reader, table: Table, sets: Sequence[ColumnElement[bool]]) -> list[int] | None:
    """The cases in any of the sets, by their numbers; None where that is much."""
    if not sets:
        return []
    each = [select(table.c.ordinal).where(one).limit(LITTLE + 1).subquery() for one in sets]
    found = union_all(*(select(one.c.ordinal) for one in each))
    numbers = set(reader.connection.execute(found).scalars())
    return sorted(numbers) if len(numbers) <= LITTLE else None
