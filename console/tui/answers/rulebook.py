"""The rulebook to read: its versions, its rules by chapter, and one rule with what rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, distinct, func, select

from console.tui.session import Opened
from db.store import Reader
from domain.messages import msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.clauses import normal
from domain.rulebook.model import Pack, Rule
from domain.rulebook.references import same_clause, used_by, uses
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import PolicyInForce
from domain.states.measures import Measure
from sanctions.rules import agency_of, rulebook_of


@dataclass(frozen=True, slots=True)
class Version:
    """A rulebook that is or was in force here; `until` is the day before the next one begins."""

    pack: Pack
    adopted_on: object
    in_force: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A rule as it is read: `above` are the rules it names, `below` those that name it, `beside` the same clause."""

    address: str
    rule: Rule
    pack: Pack
    in_force: bool
    above: tuple[str, ...]
    below: tuple[str, ...]
    beside: tuple[str, ...]
    value: PolicyInForce | None
    measures: int
    cases: int


def versions(reader: Reader, opened: Opened) -> list[Version]:
    """The rulebooks adopted here, the newest first, and the national rules they stand on."""
    rulebook = rulebook_of(reader)
    now = rulebook.pack_on(opened.today)
    days = {version.pack: version.adopted_on for version in agency_of(reader).packs}
    return [Version(pack, days.get(pack.id), pack.digest == now.digest) for pack in reversed(rulebook.packs)]


def rulebook(reader: Reader, opened: Opened, digest: str | None) -> Mapping[str, Any]:
    """One version, the one in force unless another is named, with how many rules rest on each rule."""
    found = versions(reader, opened)
    pack = _pack(rulebook_of(reader), opened, digest)
    return {"versions": found, "pack": pack, "rules": pack.rules(), "used": used_by(pack)}


def clause(reader: Reader, opened: Opened, digest: str | None, address: str) -> Read:
    """One rule of a version; refused ``not-found``."""
    book = rulebook_of(reader)
    pack = _pack(book, opened, digest)
    rule = pack.rules().get(address)
    if rule is None:
        raise _missing(address)
    table, _, key = address.partition(".")
    now = book.pack_on(opened.today)
    measures, cases = reader.connection.execute(_cited(reader, table, key, rule)).one()
    beside = same_clause(pack, rule.clause) if rule.clause else ()
    return Read(
        address,
        rule,
        pack,
        pack.digest == now.digest,
        uses(pack, address),
        used_by(pack).get(address, ()),
        tuple(one for one in beside if one != address),
        book.on(opened.today).policy(key) if table == "policies" and pack.digest == now.digest else None,
        measures,
        cases,
    )


def address_of(reader: Reader, opened: Opened, reason: Reason) -> tuple[str, str]:
    """Digest of the version and address of the rule a reason was made of; refused ``not-found``.

    The version in force comes first, then the newer of the others. A reason whose sentence was made for the case is
    known by its clause and quotation.
    """
    book = rulebook_of(reader)
    packs = [book.pack_on(opened.today), *reversed(book.packs)]
    tests = (_same, _same_words, _same_clause)
    for alike in tests:
        for pack in packs:
            for address, rule in pack.rules().items():
                if alike(rule, reason):
                    return pack.digest, address
    raise refuse("not-found", msg("This rests on no rule of the rulebook, but on what was agreed or recorded."))


def _same(rule: Rule, reason: Reason) -> bool:
    return rule.reason == reason


def _same_words(rule: Rule, reason: Reason) -> bool:
    return bool(reason.quote) and rule.quote == reason.quote and _same_clause(rule, reason)


def _same_clause(rule: Rule, reason: Reason) -> bool:
    return bool(rule.clause and reason.clause) and normal(rule.clause or "") == normal(reason.clause or "")


def _pack(book: Rulebook, opened: Opened, digest: str | None) -> Pack:
    if digest is None:
        return book.pack_on(opened.today)
    found = next((pack for pack in (*book.packs, book.pack_on(opened.today)) if pack.digest == digest), None)
    if found is None:
        raise _missing(digest[:8])
    return found


def _cited(reader: Reader, table: str, key: str, rule: Rule) -> Select[int, int]:
    """How many measures, in how many cases, rest on a rule: by kind, by ground, else by the clause they name."""
    rows = reader.table(Measure)
    if table == "measures":
        cited = rows.c.kind == key
    elif table == "grounds":
        cited = rows.c.ground == key
    else:
        cited = rows.c.ground_clause == (rule.clause or "")
    return select(func.count(), func.count(distinct(rows.c.case))).select_from(rows).where(cited)


def _missing(what: str) -> Exception:
    return refuse("not-found", msg("No rulebook adopted here has {clause}.", clause=what))
