"""Keeping what can be searched beside the state it comes from, and finding it again.

A text is only ever what `domain.searching` makes of a state, written where state is folded and in its transaction. The
index gives the texts that hold every pair of characters of the words; each is looked at before it counts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from db.tables.search import FRONT, install, remove, search_text
from domain.searching import grams, pairs, searchable
from domain.states.core import BY_STATE, State

FIRST = frozenset({"institution"})
"""Nouns whose subjects come before all others."""

COMMON = 1000
"""Words that stand in more texts than this are met soon by looking at one text after the other (PostgreSQL)."""
FEW = 200
"""The newest texts that are looked at before the index is asked for parts of numbers: all begin alike."""
STRETCH = 4000
"""The newest texts that are looked at before the index is asked for single characters."""
_TOGETHER = 500

# The tokenizer parts words at these, so they are kept as characters of no script; whatever else they might be taken
# for is told apart by looking at the text.
_PARTS = {code: chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}

# Asked in every act that brings words, so each database is spoken to directly.
_ADD = {
    "sqlite": "INSERT INTO search_text (id, subject, text) VALUES"  # noqa: S608
    f" ((SELECT coalesce(max(id), ?1) + 1 FROM search_text WHERE id >= ?1 AND id < ?1 + {FRONT}), ?2, ?3) RETURNING id",
    "postgresql": "INSERT INTO search_text (id, subject, text) VALUES"
    " (%s + nextval(pg_get_serial_sequence('search_text', 'id')), %s, %s) RETURNING id",
}
_PUT = {
    "sqlite": "INSERT INTO search_text (id, subject, text) VALUES (?, ?, ?)",
    "postgresql": "INSERT INTO search_text (id, subject, text) VALUES (%s, %s, %s)",
}
_BY_SUBJECT = {
    "sqlite": "SELECT id, text FROM search_text WHERE subject = ?",
    "postgresql": "SELECT id, text FROM search_text WHERE subject = %s",
}
_CHANGE = {
    "sqlite": "UPDATE search_text SET text = ? WHERE id = ?",
    "postgresql": "UPDATE search_text SET text = %s WHERE id = %s",
}
_INDEX = "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)"
_FORGET = "INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', ?, ?)"
_FORGET_ALL = "INSERT INTO search_gram (search_gram) VALUES ('delete-all')"


def follow(connection: Connection, before: State | None, after: State) -> None:
    """Keep what can be searched of a subject as its state now is."""
    now = searchable(after)
    if now is None or (before is not None and searchable(before) == now):
        return
    name, run = connection.dialect.name, connection.exec_driver_sql
    stood = run(_BY_SUBJECT[name], (after.id,)).one_or_none() if before is not None else None
    if stood is None:
        id = run(_ADD[name], (_base(after), after.id, now)).scalar_one()
    else:
        id = stood.id
        run(_CHANGE[name], (now, id))
    if name == "sqlite":
        if stood is not None:
            run(_FORGET, (id, _tokens(stood.text)))
        run(_INDEX, (id, _tokens(now)))


def follow_new(connection: Connection, states: Iterable[State]) -> None:
    """The same for many subjects that are all new, in few statements."""
    rows: dict[int, list[tuple[str, str]]] = {}
    for state in states:
        now = searchable(state)
        if now is not None:
            rows.setdefault(_base(state), []).append((state.id, now))
    for base, made in rows.items():
        if connection.dialect.name == "sqlite":
            within = (search_text.c.id >= base, search_text.c.id < base + FRONT)
            last = connection.execute(select(func.max(search_text.c.id)).where(*within)).scalar_one()
            put(connection, [(id, *row) for id, row in enumerate(made, (base if last is None else last) + 1)])
        else:
            statement = _ADD["postgresql"].removesuffix(" RETURNING id")
            connection.exec_driver_sql(statement, [(base, *row) for row in made])


class Filling:
    """Everything anew, subject by subject in any order: `add` each one, then `finish`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[int, str, str]] = []
        self._last = 0
        remove(connection)
        connection.execute(delete(search_text))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(_FORGET_ALL)

    def add(self, state: State, first: int) -> None:
        """Keep a subject whose first act has this number: it stands where it would, had it been kept from then on."""
        now = searchable(state)
        if now is None:
            return
        self._last = max(self._last, first)
        self._rows.append((_base(state) + first, state.id, now))
        if len(self._rows) == _TOGETHER:
            self._write()

    def finish(self) -> None:
        """Write the rest."""
        self._write()
        if self._last and self._connection.dialect.name == "postgresql":
            further = "SELECT setval(pg_get_serial_sequence('search_text', 'id'), :last)"
            self._connection.execute(text(further), {"last": self._last})
        install(self._connection)

    def _write(self) -> None:
        if self._rows:
            put(self._connection, self._rows)
            self._rows = []


def put(connection: Connection, rows: list[tuple[int, str, str]]) -> None:
    """Keep these new texts as they are: id, subject, text."""
    connection.exec_driver_sql(_PUT[connection.dialect.name], rows)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INDEX, [(id, _tokens(text)) for id, _, text in rows])


def _base(state: State) -> int:
    return FRONT if BY_STATE[type(state)].noun in FIRST else 0


def _tokens(kept: str) -> str:
    """The pairs of a text as words of the full-text table."""
    return " ".join(set(grams(kept.translate(_PARTS))))


# Comparing


def kept(connection: Connection, subject: str) -> str | None:
    """What can be searched of a subject as it is kept; None where nothing is."""
    found = connection.exec_driver_sql(_BY_SUBJECT[connection.dialect.name], (subject,)).one_or_none()
    return None if found is None else str(found.text)


def count(connection: Connection) -> int:
    """How many subjects can be searched."""
    found: int = connection.execute(select(func.count()).select_from(search_text)).scalar_one()
    return found


def indexed(connection: Connection) -> bool:
    """Whether the index holds as many pairs as the texts do; PostgreSQL answers for its own."""
    if connection.dialect.name != "sqlite":
        return True
    held = connection.exec_driver_sql("SELECT coalesce(sum(doc), 0) FROM search_gram_count").scalar_one()
    with connection.execute(select(search_text.c.text).execution_options(yield_per=1000)) as rows:
        return bool(held == sum(len(set(grams(one.translate(_PARTS)))) for one in rows.scalars()))


# Finding


def find(
    connection: Connection, words: Sequence[str], *, limit: int, before: int | None = None
) -> list[tuple[int, str]]:
    """Subjects whose text holds all these folded words, newest first, with the key to go on behind: at most `limit`.

    Exactly the rows a look at every text would give.
    """
    top = 2 * FRONT if before is None else before
    # Collecting all texts with what nearly every text holds would take longer than meeting a page of them.
    if max(map(len, words)) == 1:
        look = STRETCH
    elif "".join(words).isascii():
        look = FEW
    else:
        look = 0
    found = _met(connection, words, limit, top, look) if look else []
    if len(found) == limit:
        return found
    search = _find_lite if connection.dialect.name == "sqlite" else _find_server
    return search(connection, words, limit, top)


def _met(connection: Connection, words: Sequence[str], limit: int, top: int, look: int) -> list[tuple[int, str]]:
    """What is found in so many of the newest texts, without the index."""
    mark, held = _looks(connection, words)
    statement = (
        f"SELECT id, subject FROM (SELECT id, subject, text FROM search_text WHERE id < {mark}"  # noqa: S608
        f" ORDER BY id DESC LIMIT {look}) AS newest WHERE {held} ORDER BY id DESC LIMIT {mark}"
    )
    return _pairs(connection.exec_driver_sql(statement, (top, *words, limit)))


def _looks(connection: Connection, words: Sequence[str]) -> tuple[str, str]:
    """How a value is marked, and the look at a text itself, which has no characters that mean more."""
    mark, look = ("?", "instr") if connection.dialect.name == "sqlite" else ("%s", "strpos")
    return mark, " AND ".join([f"{look}(text, {mark}) > 0"] * len(words))


def _pairs(rows: Iterable[Any]) -> list[tuple[int, str]]:
    return [(id, subject) for id, subject in rows]


def _find_lite(connection: Connection, words: Sequence[str], limit: int, top: int) -> list[tuple[int, str]]:
    _, held = _looks(connection, words)
    statement = (
        "SELECT id, subject FROM search_gram CROSS JOIN search_text ON id = search_gram.rowid"  # noqa: S608
        f" WHERE search_gram MATCH ? AND search_gram.rowid < ? AND {held} ORDER BY search_gram.rowid DESC LIMIT ?"
    )
    return _pairs(connection.exec_driver_sql(statement, (_match(words), top, *words, limit)))


def _match(words: Sequence[str]) -> str:
    terms = []
    for word in words:
        plain = word.translate(_PARTS)
        # Every character but the last of a text begins a pair, and that one stands alone.
        terms += [f'"{pair}"' for pair in pairs(plain)] or [f'"{plain}"*']
    return " AND ".join(dict.fromkeys(terms))


def _find_server(connection: Connection, words: Sequence[str], limit: int, top: int) -> list[tuple[int, str]]:
    """An index of PostgreSQL has no order of ours: few texts are sorted, many are met soon without it."""
    _, held = _looks(connection, words)
    # The sum keeps the planner, once it no longer looks at the values, from walking along the ids.
    some = (
        f"SELECT id, subject, {held} FROM search_text"  # noqa: S608
        f" WHERE jiandu_grams(text) @@ %s::tsquery AND id + 0 < %s LIMIT {COMMON + 1}"
    )
    rows = connection.exec_driver_sql(some, (*words, _query(words), top)).all()
    if len(rows) <= COMMON:
        return sorted(((id, subject) for id, subject, holds in rows if holds), reverse=True)[:limit]
    newest = f"SELECT id, subject FROM search_text WHERE id < %s AND {held} ORDER BY id DESC LIMIT %s"  # noqa: S608
    return _pairs(connection.exec_driver_sql(newest, (top, *words, limit)))


def _query(words: Sequence[str]) -> str:
    terms = []
    for word in words:
        quoted = ["'" + one.replace("\\", "\\\\").replace("'", "''") + "'" for one in list(pairs(word)) or [word]]
        terms += quoted if len(word) > 1 else [f"{quoted[0]}:*"]
    return " & ".join(dict.fromkeys(terms))
