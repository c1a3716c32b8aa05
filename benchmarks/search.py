"""A rare word of two characters in very many complaint summaries, against LIKE over the same texts."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from sqlalchemy import Connection, Engine, select, text

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, compare
from db import search
from db.engine import make_engine, read_connection, write_connection
from db.tables.search import install, remove, search_text
from db.upgrade import create
from domain.searching import folded
from tests.stores import running_server

ROWS = 1_000_000
_RARE = 49_999
"""One summary among so many has the word."""
_PAGE = 50
_TOGETHER = 5_000
_ASKED = 20
_WORD, _COMMON = "冒领", "床位"
_FIRST = "病反住费重收床护药检康治工职出结未同使目项医挂记不多理次发清要退核器配假质问推伤态虚分"
_LAST = "人映院用复费位理品查复疗伤工院算经意用录目师名录符记疗数票单求还实具置肢量题诿者度构解"
_WORDS = tuple("".join(pair) for pair in zip(_FIRST, _LAST, strict=True))


def _summary(number: int, chance: Random) -> str:
    written = "".join(chance.choices(_WORDS, k=22))
    return written[:20] + _WORD + written[20:] if number % _RARE == _RARE // 2 else written


def fill(engine: Engine, rows: int) -> None:
    """So many complaints as search keeps them."""
    chance = Random(1)  # noqa: S311 - made-up complaints
    with write_connection(engine) as connection:
        _patient(connection)
        remove(connection)
        for start in range(0, rows, _TOGETHER):
            search.put(
                connection,
                [
                    (number + 1, f"TS-2024-{number:07d}", folded(f"TS-2024-{number:07d} {_summary(number, chance)}"))
                    for number in range(start, min(start + _TOGETHER, rows))
                ],
            )
        install(connection)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE search_text"))


def _patient(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))


def against_like(url: str, name: str, rows: int = ROWS, bar: float = 1 / 500) -> Iterator[Figure]:
    """The first page of a rare word; and of a common one, in seconds."""
    create(url)
    engine = make_engine(url)
    fill(engine, rows)
    with read_connection(engine) as connection:
        _patient(connection)
        held = select(search_text.c.id, search_text.c.subject).where(search_text.c.text.like(f"%{_WORD}%"))
        like = held.order_by(search_text.c.id.desc()).limit(_PAGE)

        def found() -> list[tuple[int, str]]:
            return search.find(connection, [_WORD], limit=_PAGE)

        def looked_at() -> list[tuple[int, str]]:
            return [(row.id, row.subject) for row in connection.execute(like)]

        assert found() == looked_at()
        # One search alone is over before the clock can tell it from the machine's own stirrings.
        several = compare(
            f"search, a rare word in {rows} summaries, {name} / LIKE",
            lambda: [found() for _ in range(_ASKED)],
            looked_at,
            bar,
        )
        yield replace(several, ours=several.ours / _ASKED)
        common = compare("", lambda: search.find(connection, [_COMMON], limit=_PAGE), lambda: None, 1)
        yield Figure(f"search, a common word in {rows} summaries, {name} / 0.2 s", common.ours, 0.2, 1)
    engine.dispose()


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """On SQLite, and on a server where one can be started."""
    with scratch() as folder:
        yield from against_like(str(folder / "search.db"), "SQLite", rows)
    with running_server() as server:
        if server is not None:
            yield from against_like(server.url(server.new_database()), "PostgreSQL", rows)
