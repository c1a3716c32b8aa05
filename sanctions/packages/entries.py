"""The journal entries that go into a package, as they are chained; none that names who reported."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import select

from db.sealing import SealingKey
from db.store import Reader
from db.tables.journal import journal
from domain.messages import msg
from domain.refusals import Refused, refuse
from sanctions.publishing.protected import Protected, protected

_PIECE: Final = 400
_FEW: Final = 4_000
_PAGE: Final = 1_000
_COLUMNS = (
    journal.c.seq,
    journal.c.prev,
    journal.c.hash,
    journal.c.algorithm,
    journal.c.body,
    journal.c.subject,
    journal.c.institution,
)

_encode = msgspec.json.Encoder().encode


class Secrecy:
    """Who reported institutions, known only here and only while a package is made."""

    def __init__(self, reader: Reader, key: Callable[[], SealingKey]) -> None:
        self._reader = reader
        self._key = key
        self._known: dict[str, Protected] = {}

    def check(self, institution: str | None, text: str) -> None:
        """Refuse ``package.reporter`` for a text with name or number of somebody who reported the institution.

        Which text and whom it names is not told: whoever makes packages must not learn who reported.
        """
        if institution is None:
            return
        if institution not in self._known:
            self._known[institution] = protected(self._reader, self._key, [institution])
        if self._known[institution].stand_in(text):
            raise _named()


def _named() -> Refused:
    return refuse(
        "package.reporter",
        msg(
            "What was to be handed over holds the name of a person who must stay unknown. It stays in the house; the "
            "custodian can tell which text it is."
        ),
    )


def entry_lines(reader: Reader, subjects: Collection[str], secrecy: Secrecy) -> Iterator[bytes]:
    """The entries of these subjects in the order they were recorded, one JSON object a line; raises Refused."""
    for row in _few(reader, sorted(subjects)) if len(subjects) <= _FEW else _many(reader, frozenset(subjects)):
        secrecy.check(row.institution, row.body)
        told = {"seq": row.seq, "prev": row.prev, "hash": row.hash, "algorithm": row.algorithm, "body": row.body}
        yield _encode(told) + b"\n"


def _few(reader: Reader, subjects: list[str]) -> Iterator[Any]:
    found: list[Any] = []
    for start in range(0, len(subjects), _PIECE):
        query = select(*_COLUMNS).where(journal.c.subject.in_(subjects[start : start + _PIECE]))
        found += reader.connection.execute(query)
    yield from sorted(found, key=lambda row: int(row.seq))


def _many(reader: Reader, subjects: frozenset[str]) -> Iterator[Any]:
    query = select(*_COLUMNS).order_by(journal.c.seq).execution_options(yield_per=_PAGE)
    with reader.connection.execute(query) as rows:
        yield from (row for row in rows if row.subject in subjects)
