"""Looking after a store (数据库维护): whether it holds together, told as problems."""

from collections.abc import Iterator
from itertools import islice

from db import journal, state
from db.store import Reader
from domain.messages import Message, msg
from sanctions.agency.dangling import dangling
from sanctions.agency.kept_heads import rewritten
from sanctions.agency.tallies import counters, money, unknown_kinds, without_acts
from sanctions.agency.telling import Problem, problem

_MOST = 100
_WRONG = {
    "acts": msg("The acts on {subject} do not fold."),
    "missing": msg("The state of {subject} is missing."),
    "differs": msg("The state of {subject} is not what its acts say."),
    "surplus": msg("{subject} has states that no act made."),
    "search": msg("Search does not find {subject} by what its acts made of it."),
}


def problems_of(reader: Reader) -> Iterator[Problem]:
    """What is wrong with a database, at most a hundred problems of each sort with `code`, `subject` and `message`."""
    if reader.connection.dialect.name == "sqlite":
        yield from _of_file(reader)
    verdict = journal.verify(reader.connection)
    if not verdict.ok:
        yield problem(
            "journal.broken",
            str(verdict.first_bad),
            msg("The journal does not hold at entry {number}.", number=verdict.first_bad or 0),
        )
        # Folding a journal that was changed would only repeat the same fault in other words.
        return
    for look in (unknown_kinds, _of_heads, _of_state, without_acts, counters, money, dangling):
        yield from islice(look(reader), _MOST)


def _of_heads(reader: Reader) -> Iterator[Problem]:
    for head in rewritten(reader):
        told = msg("The journal is not the one whose head was signed at entry {number}.", number=head.entries)
        yield problem("head.rewritten", str(head.entries), told)


def _of_state(reader: Reader) -> Iterator[Problem]:
    for subject, what in state.differences(reader.connection):
        yield problem("state.differs", subject, Message(_WRONG[what].template, {"subject": subject}))


def _of_file(reader: Reader) -> Iterator[Problem]:
    if reader.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        yield problem("store.damaged", None, msg("The database file is damaged."))
    if reader.connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        yield problem("store.damaged", None, msg("Rows point at rows that are not there."))
