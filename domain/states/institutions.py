"""Institutions (服务机构) and their service agreements (服务协议)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State
from domain.states.stays import SetAside, Stayed, contestable, stayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and the first day it was borne."""

    name: str
    from_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Something about it that became another (变更): what it was before and after, since when, reported to us when."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: date
    reported: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(State):
    """An institution by its credit code; its subject is ``institution:CODE``. Names and changes newest last.

    `licence_until` is the last day of its licence, where it is known.
    """

    code: str
    name: str
    names: tuple[Named, ...] = ()
    services: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    level: str | None = None
    district: str | None = None
    licence: str | None = None
    no_code_reason: str | None = None
    successor: str | None = None
    succeeded_on: date | None = None
    address: str | None = None
    licence_until: date | None = None
    changes: tuple[Changed, ...] = ()

    def name_on(self, day: date) -> str:
        """The name it bore on a day; the first known one before that."""
        borne = [n for n in self.names if n.from_day <= day]
        return borne[-1].name if borne else (self.names[0].name if self.names else self.name)


INSTITUTION = Aggregate("institution", "institution", Institution)


@INSTITUTION.starts("institution.add")
def _add(entry: Entry) -> Institution:
    return Institution(
        id=entry.subject,
        institution=entry.institution,
        code=entry.text("code"),
        name=entry.text("name"),
        names=(Named(name=entry.text("name"), from_day=entry.on),),
        services=entry.many("services"),
        departments=entry.many("departments"),
        level=entry.maybe("level"),
        district=entry.maybe("district"),
        licence=entry.maybe("licence"),
        no_code_reason=entry.maybe("no_code_reason"),
        address=entry.maybe("address"),
        licence_until=entry.day("licence_until"),
    )


@INSTITUTION.on("institution.change")
def _change(institution: Institution, entry: Entry) -> Institution:
    changed = replace(
        institution,
        services=entry.many("services") or institution.services,
        # An empty list is not kept in an act, so that nothing is left has a field of its own.
        departments=()
        if entry.fields.get("no_departments") is True
        else entry.many("departments") or institution.departments,
        level=entry.maybe("level") or institution.level,
        district=entry.maybe("district") or institution.district,
        licence=entry.maybe("licence") or institution.licence,
        address=entry.maybe("address") or institution.address,
        licence_until=entry.day("licence_until") or institution.licence_until,
    )
    since, reported = entry.day("since") or entry.on, entry.day("reported")
    told = tuple(
        Changed(what=what, before=before, after=after, since=since, reported=reported)
        for what in _WATCHED
        if (before := _words(institution, what)) != (after := _words(changed, what))
    )
    return replace(changed, changes=(*institution.changes, *told))


_WATCHED = ("services", "departments", "level", "district", "address", "licence", "licence_until")


def _words(institution: Institution, what: str) -> tuple[str, ...]:
    """What stood there, in words; nothing where nothing did."""
    value = getattr(institution, what)
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


@INSTITUTION.on("institution.rename")
def _rename(institution: Institution, entry: Entry) -> Institution:
    name = entry.text("name")
    return replace(institution, name=name, names=(*institution.names, Named(name=name, from_day=entry.on)))


@INSTITUTION.on("institution.succeed")
def _succeed(institution: Institution, entry: Entry) -> Institution:
    return replace(institution, successor=entry.text("successor"), succeeded_on=entry.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of an agreement (协议条款) with its words, the real source of the agency's power."""

    clause: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(State):
    """An agreement; its subject is ``agreement:NUMBER``.

    It runs from `from_day` to `until`, both included. `ended_on` is the first day it no longer stands, `end` says
    how: terminated, not-renewed, agreed, lapsed. An agreement nobody ended expires by itself after `until`. `stays` are
    the times in which the end that a termination made is suspended; `stayed_from` and `stayed_until` repeat the latest,
    for lists. What is told of the bar belongs to the one that a decision not to renew starts. `service_address` is the
    confirmed address for papers (送达地址确认), `electronic` that they may go there electronically.
    """

    number: str
    service: str
    from_day: date
    until: date
    template: str | None = None
    clauses: tuple[Clause, ...] = ()
    ended_on: date | None = None
    end: str | None = None
    ended_by: str | None = None
    renewal_filed_on: date | None = None
    renewal: str | None = None
    renewal_decided_on: date | None = None
    renewal_assessment: str | None = None
    service_address: str | None = None
    electronic: bool = False
    stays: tuple[Stayed, ...] = ()
    stayed_from: date | None = None
    stayed_until: date | None = None
    bar_stays: tuple[Stayed, ...] = ()
    bar_set_aside: SetAside | None = None
    bar_ends: date | None = None

    def status(self, on: date) -> str:
        """``coming``, ``in-force``, ``expired``, or how it ended."""
        if self.ended_on is not None and on >= self.ended_on and not stayed(self.stays, on):
            return self.end or "ended"
        if on < self.from_day:
            return "coming"
        return "in-force" if on <= self.until else "expired"


AGREEMENT = Aggregate("agreement", "agreement", Agreement)


@AGREEMENT.starts("agreement.sign")
def _sign(entry: Entry) -> Agreement:
    return Agreement(
        id=entry.subject,
        institution=entry.institution,
        number=entry.text("number"),
        service=entry.text("service"),
        from_day=entry.the_day("from_day"),
        until=entry.the_day("until"),
        template=entry.maybe("template"),
        clauses=tuple(Clause(clause=c["clause"], quote=c["quote"]) for c in entry.fields.get("clauses") or ()),
        service_address=entry.maybe("service_address"),
        electronic=entry.fields.get("electronic") is True,
    )


@AGREEMENT.on("agreement.clause")
def _clause(agreement: Agreement, entry: Entry) -> Agreement:
    clause = Clause(clause=entry.text("clause"), quote=entry.text("quote"))
    others = tuple(c for c in agreement.clauses if c.clause != clause.clause)
    return replace(agreement, clauses=(*others, clause))


@AGREEMENT.on("agreement.end", "agreement.terminate")
def _end(agreement: Agreement, entry: Entry) -> Agreement:
    return replace(
        agreement, ended_on=entry.the_day("ended_on"), end=entry.text("end"), ended_by=entry.maybe("measure")
    )


@AGREEMENT.on("agreement.restore")
def _restore(agreement: Agreement, entry: Entry) -> Agreement:
    return replace(agreement, ended_on=None, end=None, ended_by=None, stays=(), stayed_from=None, stayed_until=None)


@AGREEMENT.on("agreement.extend")
def _extend(agreement: Agreement, entry: Entry) -> Agreement:
    return replace(agreement, until=entry.the_day("until"))


contestable(AGREEMENT)


@AGREEMENT.either("agreement.correct")
def _correct(agreement: Agreement | None, entry: Entry) -> Agreement:
    return replace(
        agreement or _sign(entry),
        from_day=entry.the_day("from_day"),
        until=entry.the_day("until"),
        template=entry.maybe("template"),
        service_address=entry.maybe("service_address"),
        electronic=entry.fields.get("electronic") is True,
    )


# On a day between a new and an old first day, an answer sees the correction without the signing.


@AGREEMENT.on("renewal.file")
def _file(agreement: Agreement, entry: Entry) -> Agreement:
    return replace(agreement, renewal_filed_on=entry.on)


@AGREEMENT.on("renewal.decide")
def _decide(agreement: Agreement, entry: Entry) -> Agreement:
    return replace(
        agreement,
        renewal=entry.text("outcome"),
        renewal_decided_on=entry.on,
        renewal_assessment=entry.maybe("assessment"),
    )
