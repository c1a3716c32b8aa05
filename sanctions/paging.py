"""Pages of lists: at most 500 records, and an opaque cursor behind the last one."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table

from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.states.core import State
from sanctions.results import Listing

S = TypeVar("S", bound=State)
LIMIT, MOST = 100, 500
"""Records on a page unless asked otherwise, and the most there can be."""


def cursor(*key: str | int) -> str:
    """The sort key of the last record as one word."""
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def cursor_key(after: str, *kinds: type) -> tuple[Any, ...]:
    """The sort key behind a cursor, its parts of these types; refused ``value.after`` for anything else."""
    try:
        key = json.loads(base64.b64decode(after + "=" * (-len(after) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _no_cursor() from None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise _no_cursor()
    return tuple(key)


def _no_cursor() -> Refused:
    return refuse("value.after", msg("This is no end of a page. Give what a list returned as next."), field="after")


def check_limit(limit: int) -> int:
    """The limit; refused ``value.limit`` outside 1 to 500."""
    if not 1 <= limit <= MOST:
        raise refuse("value.limit", msg("A page has from 1 to {most} records.", most=MOST), field="limit")
    return limit


def no_such(label: Message, choices: Sequence[str], field: str) -> Refused:
    """The refusal ``value.choice`` of what is none of the choices."""
    told = msg("{field}: choose one of {choices}.", field=label, choices=", ".join(choices))
    return refuse("value.choice", told, field=field)


def between(column: ColumnElement[Any], first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    """The conditions of a time: the column lies in it, both days included. What is None bounds nothing."""
    return [*([column >= first] if first is not None else []), *([column <= last] if last is not None else [])]


def equal(table: Table, **wanted: str | None) -> list[ColumnElement[bool]]:
    """The conditions of a list: these columns hold these values. What is None is not asked for."""
    return [table.c[name] == value for name, value in wanted.items() if value is not None]


def newest(
    reader: Reader,
    kind: type[S],
    conditions: Sequence[ColumnElement[bool]],
    record: Callable[[Reader, list[S]], list[dict[str, Any]]],
    *,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """A page of numbered subjects, newest first; `record` tells a whole page at once."""
    check_limit(limit)
    table = reader.table(kind)
    wanted = list(conditions)
    if after is not None:
        wanted.append(table.c.ordinal < cursor_key(after, int)[0])
    found = reader.find(kind, *wanted, order=(table.c.ordinal.desc(),), limit=limit + 1)
    page = found[:limit]
    return Listing(record(reader, page), cursor(page[-1].ordinal) if len(found) > limit else None)
