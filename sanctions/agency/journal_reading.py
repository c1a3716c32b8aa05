"""The journal to read (留痕): its acts newest first, looked for by words, and one entry as it is chained."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from db.journal import chained, entry_of
from db.store import Reader
from db.tables.journal import journal
from domain.entries import Entry
from domain.messages import msg
from domain.refusals import Refused, refuse
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key

_NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{4,}(#\d+)?")
_CODE = re.compile(r"[0-9A-Z]{18}")
_MOST_INSTITUTIONS = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the newest first, the names of their institutions by code, and the cursor behind the last one."""

    entries: list[Entry]
    names: dict[str, str]
    next: str | None


@dataclass(frozen=True, slots=True)
class Chained:
    """An entry with its place in the chain; `holds` tells whether its hash is that of the hash before and its body."""

    entry: Entry
    prev: str
    hash: str
    algorithm: str
    holds: bool
    institution_name: str | None


def acts(
    reader: Reader,
    words: Iterable[str] = (),
    *,
    kinds: Callable[[str], Collection[str]] = lambda word: (),
    limit: int = LIMIT,
    after: str | None = None,
) -> Page:
    """A page of the journal, the last recorded first; an entry holds every one of the words.

    A word is the number of a subject or an entry, a credit code, a kind of act (`kinds` tells which ones a word
    means), a name an institution bears or bore, or stands in the entry itself. Sealed texts and evidence are not in
    the journal, so nothing of them is found. Refused ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    query = select(journal.c.seq, journal.c.body).order_by(journal.c.seq.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(journal.c.seq < cursor_key(after, int)[0])
    for word in words:
        query = query.where(_holds(reader, word, kinds(word)))
    found = [entry_of(body, seq) for seq, body in reader.connection.execute(query)]
    page = found[:limit]
    names = names_on(reader, (entry.institution for entry in page))
    return Page(page, names, cursor(page[-1].seq) if len(found) > limit else None)


def _holds(reader: Reader, word: str, kinds: Collection[str]) -> ColumnElement[bool]:
    upper = word.upper()
    if _NUMBER.fullmatch(upper):
        # An index leads to a subject; which of its acts is meant, its own number tells.
        subject, _, number = upper.partition("#")
        same = journal.c.subject == subject
        return same & journal.c.body.contains(f'"id":"{upper}"', autoescape=True) if number else same
    if _CODE.fullmatch(upper):
        return or_(journal.c.institution == upper, journal.c.subject == f"institution:{upper}")
    within: list[ColumnElement[bool]] = [func.lower(journal.c.body).contains(word.lower(), autoescape=True)]
    if kinds:
        within.append(journal.c.kind.in_(sorted(kinds)))
    if codes := _institutions(reader, word):
        within.append(journal.c.institution.in_(codes))
    return or_(*within)


def _institutions(reader: Reader, word: str) -> list[str]:
    from sanctions.search import find

    try:
        found = find(reader, [word], limit=_MOST_INSTITUTIONS).items
    except Refused:
        # A word that says nothing, such as a lone comma, is nobody's name.
        return []
    return sorted({str(one["institution"]) for one in found if one["noun"] == "institution"})


def entry(reader: Reader, seq: int) -> Chained:
    """One entry by its number in the journal; refused ``not-found``."""
    columns = (journal.c.seq, journal.c.prev, journal.c.hash, journal.c.algorithm, journal.c.body)
    row: Any = reader.connection.execute(select(*columns).where(journal.c.seq == seq)).one_or_none()
    if row is None:
        raise refuse("not-found", msg("The journal has no entry {number}.", number=seq), field="id")
    found = entry_of(row.body, row.seq)
    name = names_on(reader, [found.institution]).get(found.institution or "")
    try:
        holds = chained(row.prev, row.body, row.algorithm) == row.hash
    except ValueError:
        holds = False
    return Chained(found, row.prev, row.hash, row.algorithm, holds, name)
