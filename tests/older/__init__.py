"""Stores as older programs left them, laid out on either database.

`sample-0001.jsonl.xz` is the sample on the Zibo rulebook as the first released program (revision 0001) made it, and so
on for each revision with tables of its own: every row of every table but those of search, which every upgrade fills
anew, the key it seals with, and what that program's commands answered about it on its own day, without their reasons.
They are kept as they are for good; a later program is judged by them.
"""

import base64
import json
import lzma
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Connection, inspect, text

import db.upgrade
from db.engine import open_sqlite, sqlite_path, write_connection
from db.journal import ALGORITHM, GENESIS, chained
from db.schema import APPLICATION_ID, REVISIONS
from tests.stores import opened

FIRST, SECOND, THIRD = REVISIONS[:3]
Row = dict[str, Any]


def in_turn(*values: tuple[Any, ...]) -> list[Any]:
    """Each on SQLite and the last on PostgreSQL too; the others are taken there in the trial."""
    return [
        *(pytest.param("sqlite", *value) for value in values),
        *(pytest.param("postgresql", *value, marks=[pytest.mark.postgres, pytest.mark.trial]) for value in values[:-1]),
        pytest.param("postgresql", *values[-1], marks=pytest.mark.postgres),
    ]


def lay(url: str, revision: str = FIRST, rows: dict[str, list[Row]] | None = None) -> None:
    """Make a store at an earlier revision, empty or with these rows, as the program of that revision would have."""
    with opened(url) as engine:
        path = sqlite_path(engine.url)
        if path is not None:
            path.touch()
            connection = open_sqlite(path)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.close()
        with write_connection(engine) as transaction:
            db.upgrade._migrate(transaction, revision)
            for table, found in (rows or {"journal_head": [{"id": 1, "seq": 0, "hash": GENESIS}]}).items():
                _insert(transaction, table, found)


def _insert(connection: Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    truths = {c["name"] for c in inspect(connection).get_columns(table) if isinstance(c["type"], Boolean)}
    names = list(rows[0])
    told = [{f"v{i}": _value(row[name], name in truths) for i, name in enumerate(names)} for row in rows]
    columns, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":v{i}" for i in range(len(names)))
    connection.execute(text(f'INSERT INTO "{table}" ({columns}) VALUES ({values})'), told)


def _value(value: Any, truth: bool) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["b"])
    return bool(value) if truth and value is not None else value


@cache
def _lines(revision: str) -> dict[str, list[Any]]:
    found = defaultdict(list)
    packed = Path(__file__).with_name(f"sample-{revision}.jsonl.xz").read_bytes()
    for line in lzma.decompress(packed).splitlines():
        name, *rest = json.loads(line)
        found[name].append(rest[0] if len(rest) == 1 else rest)
    return found


def sample_rows(revision: str = FIRST) -> dict[str, list[Row]]:
    """Every row of the sample of a program, the first one's unless told otherwise; parents first, by table."""
    lines = _lines(revision)
    return {
        "journal": list(_linked(row["body"] for row in lines["journal"])),
        **{name: rows for name, rows in lines.items() if name not in ("key", "answer", "journal")},
    }


def _linked(bodies: Iterable[str]) -> Iterable[Row]:
    """The chain over the bodies; the head kept beside them tells whether it is the one the program made."""
    prev = GENESIS
    for seq, body in enumerate(bodies, 1):
        digest = chained(prev, body)
        yield {"seq": seq, "prev": prev, "hash": digest, "algorithm": ALGORITHM, "body": body}
        prev = digest


def sample_key(revision: str = FIRST) -> str:
    """The key file of the sample."""
    key: str = _lines(revision)["key"][0]
    return key


def sample_answers(revision: str = FIRST) -> list[tuple[str, Any]]:
    """Commands, and the JSON that program answered them with."""
    return [(words, document) for words, document in _lines(revision)["answer"]]


def sample_rulebook() -> tuple[bytes, bytes]:
    """The texts of the place's rulebook and of the national rules, as the first program adopted them."""
    packs = json.loads(_lines(FIRST)["agency_state"][0]["packs"])
    pieces = {row["sha256"]: base64.b64decode(row["data"]["b"]) for row in _lines(FIRST)["blob_chunk"]}
    return pieces[packs[0]["place_sha256"]], pieces[packs[0]["national_sha256"]]
