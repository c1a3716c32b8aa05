"""Lists in any order: either way through them meets every record once, in the same sequence."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Table, delete, event, insert, text

from db.engine import write_connection
from db.store import Reader
from db.tables.orders import SORTED
from db.tables.state import state_table
from domain.refusals import Refused
from domain.states import aggregates
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.ordering import Order, by_column, by_institution
from sanctions.paging import NEWEST, newest, paged
from sanctions.results import Listing, Way
from tests.stores import ON_POSTGRES, SQLITE, backend, engine, made_file, store_url

__all__ = ["backend", "engine", "made_file", "store_url"]

DAY = date(2024, 1, 1)
ORDERS = (*by_column("second", "opened_on", "still_held"), by_institution("name"))
# Half of these a server sorts otherwise by its own language than by their characters.
WORDS = ("a", "B", "b", "Z", "张某", "李某", "é", "a b", "a-b")


def put_states(connection: Any, kind: type[Any], rows: list[Any]) -> None:
    """These states and no others of their kind, put in without any act."""
    table: Table = state_table(kind).table
    connection.execute(delete(table))
    if rows:
        connection.execute(insert(table), [state_table(kind).row(one) for one in rows])


def _case(number: int, second: str | None, day: int, held: int, institution: str | None) -> Case:
    return Case(
        id=f"HC-2024-{number:04d}",
        ordinal=number,
        version=1,
        institution=institution,
        lead="张某",
        second=second,
        opened_on=DAY + timedelta(days=day),
        still_held=held,
    )


def _institution(code: str, name: str) -> Institution:
    return Institution(id=f"institution:{code}", code=code, name=name, version=1)


def _told(reader: Reader, page: list[Case]) -> list[dict[str, Any]]:
    return [{"id": one.id} for one in page]


def _walked(reader: Reader, way: Way, limit: int, *, forward: bool) -> list[str]:
    """Every record, met page by page."""
    met: list[str] = []
    edge = None
    while True:
        if forward:
            page = newest(reader, Case, [], _told, orders=ORDERS, limit=limit, after=edge, way=way)
            met += [one["id"] for one in page.items]
            edge = page.next
        else:
            back = Way(way.sort, way.reverse, before=edge, last=edge is None)
            page = newest(reader, Case, [], _told, orders=ORDERS, limit=limit, way=back)
            met = [one["id"] for one in page.items] + met
            edge = page.previous
        if edge is None:
            return met


_CASES = st.lists(
    st.tuples(
        st.none() | st.sampled_from(WORDS),
        st.integers(0, 2),
        st.integers(0, 2),
        st.none() | st.sampled_from("pqr"),
    ),
    max_size=9,
)


@pytest.mark.parametrize("backend", [SQLITE, ON_POSTGRES], indirect=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=_CASES,
    names=st.tuples(*[st.sampled_from(WORDS)] * 3),
    sort=st.sampled_from([None, "id", *(order.name for order in ORDERS)]),
    reverse=st.booleans(),
    limit=st.integers(1, 4),
)
def test_any_order_is_the_same_from_either_end(
    engine: Engine,
    rows: list[tuple[str | None, int, int, str | None]],
    names: tuple[str, str, str],
    sort: str | None,
    reverse: bool,
    limit: int,
) -> None:
    cases = [_case(number, *row) for number, row in enumerate(rows, 1)]
    with write_connection(engine) as connection:
        put_states(connection, Institution, [_institution(*one) for one in zip("pqr", names, strict=True)])
        put_states(connection, Case, cases)
        reader, way = Reader(connection), Way(sort, reverse)
        expected = [one.id for one in _sorted(cases, dict(zip("pqr", names, strict=True)), sort, reverse)]
        assert _walked(reader, way, limit, forward=True) == expected
        assert _walked(reader, way, limit, forward=False) == expected
        count = newest(reader, Case, [], _told, orders=ORDERS, way=Way(sort, reverse, count=True))
        assert count == Listing([], total=len(cases))
        for place, id in enumerate(expected):
            at = newest(reader, Case, [], _told, orders=ORDERS, limit=limit, way=Way(sort, reverse, at=id))
            assert [one["id"] for one in at.items] == expected[place : place + limit]
            passed = Way(sort, reverse, before=at.previous, count=True)
            assert newest(reader, Case, [], _told, orders=ORDERS, way=passed).total == place


def _sorted(cases: list[Case], names: dict[str, str], sort: str | None, reverse: bool) -> list[Case]:
    """As Python sorts them: by characters, nothing last."""
    if sort is None:
        return sorted(cases, key=lambda one: one.ordinal, reverse=not reverse)

    def key(one: Case) -> tuple[Any, ...]:
        if sort == "name":
            return (names[str(one.institution)], f"institution:{one.institution}", one.ordinal)
        return (getattr(one, str(sort)), one.ordinal)

    lacking = [one for one in cases if (one.institution if sort == "name" else getattr(one, sort)) is None]
    valued = [one for one in cases if one not in lacking]
    return [
        *sorted(valued, key=key, reverse=reverse),
        *sorted(lacking, key=lambda one: one.ordinal, reverse=reverse),
    ]


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_a_cursor_belongs_to_its_order(engine: Engine) -> None:
    with write_connection(engine) as connection:
        put_states(connection, Case, [_case(number, None, 0, 0, None) for number in (1, 2, 3)])
        reader = Reader(connection)

        def listed(after: str | None, way: Way) -> Listing:
            return newest(reader, Case, [], _told, orders=ORDERS, limit=1, after=after, way=way)

        usual, sorted_ = listed(None, Way()).next, listed(None, Way("second")).next
        assert usual
        assert sorted_
        for edge, way in (
            (usual, Way("second")),
            (usual, Way(reverse=True)),
            (sorted_, Way()),
            (sorted_, Way("opened_on")),
            (sorted_, Way("second", reverse=True)),
            ("x", Way("second")),
        ):
            with pytest.raises(Refused) as refused:
                listed(edge, way)
            assert refused.value.refusal.code == "value.after"
        with pytest.raises(Refused) as refused:
            listed(None, Way("nothing"))
        assert refused.value.refusal.code == "value.choice"


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_what_is_passed_over_is_neither_listed_nor_counted(engine: Engine) -> None:
    with write_connection(engine) as connection:
        put_states(connection, Case, [_case(number, None, 0, number % 2, None) for number in range(1, 8)])
        reader = Reader(connection)

        def listed(**asked: Any) -> Listing:
            return newest(reader, Case, [], _told, keep=lambda one: one if one.still_held else None, **asked)

        assert [one["id"][-1] for one in listed(limit=3).items] == ["7", "5", "3"]
        assert [one["id"][-1] for one in listed(limit=3, way=Way(last=True)).items] == ["5", "3", "1"]
        assert listed(way=Way(count=True)).total is None


@pytest.mark.parametrize("backend", [SQLITE, ON_POSTGRES], indirect=True)
def test_every_order_of_long_lists_is_an_index(engine: Engine) -> None:
    """Nothing is sorted whole: a plan may sort within what is equal, never all there is."""
    nouns = {aggregate.noun: aggregate.state for aggregate in aggregates()}
    with write_connection(engine) as connection:
        lite = connection.dialect.name == "sqlite"
        if not lite:
            connection.execute(text("SET LOCAL enable_sort = off"))
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        for noun, indexes in SORTED.items():
            for columns in indexes:
                for reverse in (False, True):
                    plan = _plan(connection, nouns[noun], Order("x", columns), reverse)
                    assert "TEMP B-TREE" not in plan, (noun, columns, plan)
                    assert " Sort" not in plan.replace("Incremental Sort", ""), (noun, columns, plan)
        plan = _plan(connection, Case, by_institution("x"), False)
        assert ("TEMP B-TREE" if lite else " Sort  ") not in plan.replace("Incremental Sort", ""), plan


def _plan(connection: Any, kind: type[Any], order: Order, reverse: bool) -> str:
    """How the database would get the second page."""
    said: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        said.append((statement, parameters))

    put_states(connection, Institution, [_institution("p", "a"), _institution("q", "b")])
    if kind is Case:
        put_states(connection, Case, [_case(number, "a", 0, 0, "p") for number in (1, 2, 3)])
    first = paged(
        reader := Reader(connection),
        kind,
        [],
        lambda _, page: [{} for _ in page],
        orders=(NEWEST, order),
        limit=1,
        way=Way("x", reverse),
    )
    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        paged(
            reader,
            kind,
            [],
            lambda _, page: [{} for _ in page],
            orders=(NEWEST, order),
            after=first.next,
            way=Way("x", reverse),
        )
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)
    told = []
    for statement, parameters in said:
        if " ORDER BY " not in statement:
            continue
        explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        told += [" ".join(map(str, row)) for row in connection.exec_driver_sql(explain + statement, parameters)]
    return "\n".join(told)
