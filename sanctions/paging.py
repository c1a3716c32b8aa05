"""Pages of lists: at most 500 records, and an opaque cursor behind the last one."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Table

from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.states.core import State
from sanctions.ordering import Order, Walk
from sanctions.results import FORWARD, Listing, Way

S = TypeVar("S", bound=State)
LIMIT, MOST = 100, 500
"""Records on a page unless asked otherwise, and the most there can be."""


def cursor(*key: str | int | list[str] | None) -> str:
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


NEWEST: Final = Order("", ("ordinal",), down=True)
"""Numbered subjects, newest first: how they are listed unless an order is asked for."""
NUMBERED: Final = Order("id", ("ordinal",))


def newest(
    reader: Reader,
    kind: type[S],
    conditions: Sequence[ColumnElement[bool]],
    record: Callable[[Reader, list[S]], list[dict[str, Any]]],
    *,
    orders: Sequence[Order] = (),
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
    keep: Callable[[S], S | None] | None = None,
) -> Listing:
    """A page of numbered subjects, newest first or by one of these orders, as `paged` has it."""
    orders = (NEWEST, NUMBERED, *orders)
    return paged(reader, kind, conditions, record, orders=orders, limit=limit, after=after, way=way, keep=keep)


def paged(
    reader: Reader,
    kind: type[S],
    conditions: Sequence[ColumnElement[bool]],
    record: Callable[[Reader, list[S]], list[dict[str, Any]]],
    *,
    orders: Sequence[Order],
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
    keep: Callable[[S], S | None] | None = None,
) -> Listing:
    """A page of a list in one of its orders, the first of which is the usual one; `record` tells a page at once.

    `keep` gives a subject as it is listed, or None to pass over it; such a list cannot be counted, and its `total` is
    None. Refused: ``value.limit``, ``value.choice`` for a sort the list does not have, ``value.after`` for a cursor of
    another order.
    """
    check_limit(limit)
    order = _wanted(orders, way)
    walk = Walk(reader, kind, order, reverse=way.reverse)
    tag = None if order is orders[0] and not way.reverse else walk.tag
    if way.count:
        before = _position(walk, way.before, tag) if way.before is not None else None
        return Listing([], total=walk.count(conditions, before) if keep is None else None)
    backward = way.last or way.before is not None
    edge = way.before if way.before is not None else None if way.last else after
    here = reader.get(kind, way.at) if way.at is not None else None
    start = _position(walk, edge, tag) if edge is not None else walk.read(walk.position(here)) if here else None
    found = walk.take(conditions, start, limit + 1, backward=backward, keep=keep, inside=here is not None)
    page = found[:limit]
    more = len(found) > limit
    if backward:
        page.reverse()

    def mark(one: S) -> str:
        position = walk.position(one)
        return cursor(*position) if tag is None else cursor([tag], *position)

    on = page and (way.before is not None if backward else more)
    back = page and (more if backward else start is not None)
    return Listing(
        record(reader, [shown for _, shown in page]),
        mark(page[-1][0]) if on else None,
        mark(page[0][0]) if back else None,
    )


def _wanted(orders: Sequence[Order], way: Way) -> Order:
    if way.sort is None:
        return orders[0]
    for order in orders:
        if order.name == way.sort:
            return order
    raise no_such(msg("Sort by"), [order.name for order in orders if order.name], "sort")


def _position(walk: Walk[Any], edge: str, tag: str | None) -> tuple[Any, ...]:
    try:
        key = json.loads(base64.b64decode(edge + "=" * (-len(edge) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _no_cursor() from None
    if not isinstance(key, list) or (tag is not None and key[:1] != [[tag]]):
        raise _no_cursor()
    try:
        return walk.read(key if tag is None else key[1:])
    except ValueError:
        raise _no_cursor() from None
