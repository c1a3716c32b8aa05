"""The filter of cases: whatever way it takes, the rows are those of the plain condition."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, or_, select

from db.engine import write_connection
from db.store import Reader
from db.tables.state import state_table
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.cases import sought
from sanctions.cases.sought import holding
from tests.sanctions.test_ordered_lists import put_states
from tests.stores import ON_POSTGRES, SQLITE, backend, engine, made_file, store_url

__all__ = ["backend", "engine", "made_file", "store_url"]

NAMES = ("张某", "李某", "Zhang_1", "100%", "HC", "x-1")
WORDS = (
    "张",
    "某",
    "zhang",
    "_",
    "%",
    "%1",
    "hc",
    "HC-",
    "2024",
    "001",
    "HC-2024-0001",
    "hc-2024-1",
    "hc-2024-01",
    "p",
)
NUMBERS = (1, 2, 10, 100, 1000, 1001, 10_010, 123_456)


def _case(number: int, lead: str, second: str | None, institution: str) -> Case:
    return Case(
        id=f"HC-2024-{number:04d}",
        ordinal=20_240_000_000 + number,
        version=1,
        institution=institution,
        lead=lead,
        second=second,
        opened_on=date(2024, 1, 1),
    )


def _plainly(reader: Reader, words: list[str]) -> set[str]:
    cases, named = reader.table(Case), reader.table(Institution)
    conditions = []
    for word in words:
        names = (named.c.code, named.c.name, named.c.names)
        codes = select(named.c.code).where(or_(*(column.icontains(word, autoescape=True) for column in names)))
        own = (cases.c.id, cases.c.lead, cases.c.second)
        conditions.append(
            or_(*(column.icontains(word, autoescape=True) for column in own), cases.c.institution.in_(codes))
        )
    return set(reader.connection.execute(select(cases.c.id).where(*conditions)).scalars())


@pytest.mark.parametrize("backend", [SQLITE, ON_POSTGRES], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.dictionaries(
        st.sampled_from(NUMBERS),
        st.tuples(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES), st.sampled_from("pq")),
    ),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    little=st.sampled_from([0, 2, 100]),
)
def test_its_rows_are_those_of_the_plain_condition(
    engine: Engine, rows: dict[int, Any], words: list[str], little: int
) -> None:
    with write_connection(engine) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sought, "LITTLE", little)
        named = [
            Institution(id=f"institution:{c}", code=c, name=n, version=1) for c, n in zip("pq", NAMES, strict=False)
        ]
        put_states(connection, Institution, named)
        put_states(connection, Case, [_case(number, *row) for number, row in rows.items()])
        reader, table = Reader(connection), state_table(Case).table
        found = connection.execute(select(table.c.id).where(*holding(reader, words))).scalars()
        assert set(found) == _plainly(reader, words)
