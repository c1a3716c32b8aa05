"""Looking after a store (数据库维护): whether it holds together, told as problems."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from db import journal, state
from db.store import Reader
from domain.messages import Message, msg
from sanctions.agency.kept_heads import rewritten

_MOST = 100
_WRONG = {
    "acts": msg("The acts on {subject} do not fold."),
    "missing": msg("The state of {subject} is missing."),
    "differs": msg("The state of {subject} is not what its acts say."),
    "surplus": msg("{subject} has states that no act made."),
    "search": msg("Search does not find {subject} by what its acts made of it."),
}


def problems_of(reader: Reader) -> Iterator[dict[str, Any]]:
    """What is wrong with a database, at most a hundred problems each with `code`, `subject` and `message`."""
    if reader.connection.dialect.name == "sqlite":
        yield from _of_file(reader)
    verdict = journal.verify(reader.connection)
    if not verdict.ok:
        yield _problem(
            "journal.broken",
            str(verdict.first_bad),
            msg("The journal does not hold at entry {number}.", number=verdict.first_bad or 0),
        )
        # Folding a journal that was changed would only repeat the same fault in other words.
        return
    for head in islice(rewritten(reader), _MOST):
        yield _problem(
            "head.rewritten",
            str(head.entries),
            msg("The journal is not the one whose head was signed at entry {number}.", number=head.entries),
        )
    for subject, what in islice(state.differences(reader.connection), _MOST):
        yield _problem("state.differs", subject, Message(_WRONG[what].template, {"subject": subject}))


def _of_file(reader: Reader) -> Iterator[dict[str, Any]]:
    if reader.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        yield _problem("store.damaged", None, msg("The database file is damaged."))
    if reader.connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        yield _problem("store.damaged", None, msg("Rows point at rows that are not there."))


def _problem(code: str, subject: str | None, message: Message) -> dict[str, Any]:
    return {"code": code, "subject": subject, "message": message}
