"""The journal for outsiders (留痕核验): its head, its verification here or in a copy, and a copy to pass on.

A copy is one JSON object a line, each entry as it is chained, and a last line with the head; without that line a
copy that lost its end would not show it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from db import journal
from db.store import Reader
from db.tables.journal import journal as entries
from domain.messages import msg
from domain.refusals import Refused, refuse
from sanctions.agency.kept_heads import newest

_PAGE = 1000


def journal_head(reader: Reader) -> dict[str, Any]:
    """How many entries there are, and the hash of the last one."""
    seq, digest = journal.head(reader.connection)
    return {"entries": seq, "head": digest}


def journal_verify(reader: Reader, watch: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Whether every entry holds; `first_bad` is the number of the first that does not.

    `watch` is told how many entries of how many were checked; what it raises ends the check.
    """
    return _told(journal.verify(reader.connection, watch))


def journal_export(reader: Reader) -> Iterator[bytes]:
    """The copy, line by line; the last tells its end, with the newest signed head where one is kept."""
    query = select(entries.c.seq, entries.c.prev, entries.c.hash, entries.c.algorithm, entries.c.body)
    rows = reader.connection.execute(query.order_by(entries.c.seq).execution_options(yield_per=_PAGE))
    for row in rows:
        yield _line({"seq": row.seq, "prev": row.prev, "hash": row.hash, "algorithm": row.algorithm, "body": row.body})
    last = newest(reader)
    yield _line(journal_head(reader) | ({} if last is None else {"signed_head": last.document}))


def verify_copy(lines: Iterable[bytes], seen: Callable[[dict[str, Any]], None] = lambda row: None) -> dict[str, Any]:
    """Whether a copy holds, told as `journal_verify` does; refused ``journal.copy`` where the lines are no copy.

    `seen` is given each entry that holds: its ``seq``, ``hash`` and ``body``.
    """
    seq, prev = 0, journal.GENESIS
    end: dict[str, Any] | None = None
    for line in lines:
        if end is not None:
            raise _no_copy()
        row = _read(line)
        if "head" in row:
            end = row
            continue
        seq += 1
        if not _holds(row, seq, prev):
            return _told(journal.Verdict(seq, prev, False, seq))
        prev = str(row["hash"])
        seen(row)
    if end is None or (end.get("entries"), end.get("head")) != (seq, prev):
        return _told(journal.Verdict(seq, prev, False, seq + 1))
    return _told(journal.Verdict(seq, prev, True))


def _holds(row: dict[str, Any], seq: int, prev: str) -> bool:
    body = row.get("body")
    return (
        row.get("seq") == seq
        and row.get("prev") == prev
        and row.get("algorithm") == journal.ALGORITHM
        and isinstance(body, str)
        and journal.chained(prev, body) == row.get("hash")
    )


def _read(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise _no_copy() from None
    if not isinstance(row, dict):
        raise _no_copy()
    return row


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _told(verdict: journal.Verdict) -> dict[str, Any]:
    return {
        "entries": verdict.entries,
        "head": verdict.head,
        "ok": verdict.ok,
        "first_bad": verdict.first_bad,
    }


def _no_copy() -> Refused:
    return refuse(
        "journal.copy",
        msg("This is no copy of a journal. Give a database file, or what journal export wrote."),
        field="file",
    )
