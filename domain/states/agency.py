"""The agency (经办机构) itself: its rulebooks, operators, calendars and policy settings."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits

AGENCY_ID = "agency:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackVersion:
    """A rulebook as adopted: the stored texts of the place's pack and of the national one it stands on."""

    pack: str
    place_sha256: str
    national_sha256: str
    adopted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(State):
    """Who keeps this database.

    `sample_day` is set only in a sample: its own today. `sealing_key` is the fingerprint of the key of sealed content
    since it was last changed; None while it never was.
    """

    name: str
    zone: str
    telephone: str | None = None
    sample_day: date | None = None
    packs: tuple[PackVersion, ...] = ()
    sealing_key: str | None = None


AGENCY = Aggregate("agency", "agency", Agency)


def _version(entry: Entry) -> PackVersion:
    return PackVersion(
        pack=entry.text("pack"),
        place_sha256=entry.text("place_sha256"),
        national_sha256=entry.text("national_sha256"),
        adopted_on=entry.on,
    )


@AGENCY.starts("agency.found")
def _found(entry: Entry) -> Agency:
    return Agency(
        id=entry.subject,
        name=entry.text("name"),
        zone=entry.text("zone"),
        telephone=entry.maybe("telephone"),
        packs=(_version(entry),),
    )


@AGENCY.on("rulebook.adopt")
def _adopt(agency: Agency, entry: Entry) -> Agency:
    return replace(agency, packs=(*agency.packs, _version(entry)))


@AGENCY.on("agency.sample")
def _sample(agency: Agency, entry: Entry) -> Agency:
    return replace(agency, sample_day=entry.on)


@AGENCY.on("sealing-key.rotate")
def _rotate(agency: Agency, entry: Entry) -> Agency:
    return replace(agency, sealing_key=entry.text("new"))


@AGENCY.on("key.add", "key.retire", "package.record", "clock.confirm")
def _kept(agency: Agency, entry: Entry) -> Agency:
    # What was signed and handed over is read off the acts themselves; nothing the agency is changes by them.
    return agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What ties a person to an institution, as declared (回避). `by` is who recorded it."""

    code: str
    kind: str
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator(State):
    """Someone who acts (操作员). Decisions compare `person`, never `name`: a second account is the same person.

    `levels` are the levels of approval held, `office` the one they belong to; `keys` the public keys of a line (公钥)
    by which they log in, `ties` what shuts the matters of institutions to the person (回避).
    """

    name: str
    person: str
    login: str | None = None
    roles: tuple[str, ...] = ()
    active: bool = True
    levels: tuple[str, ...] = ()
    office: str | None = None
    keys: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


OPERATOR = Aggregate("operator", "operator", Operator)


@OPERATOR.starts("operator.add")
def _add(entry: Entry) -> Operator:
    return Operator(
        id=entry.subject,
        name=entry.text("name"),
        person=entry.text("staff"),
        login=entry.maybe("login"),
        roles=entry.many("roles"),
        levels=entry.many("levels"),
        office=entry.maybe("office"),
    )


@OPERATOR.on("operator.change")
def _change(operator: Operator, entry: Entry) -> Operator:
    active = entry.fields.get("active", operator.active) is True
    return replace(
        operator,
        roles=entry.many("roles") or operator.roles,
        # A leaver's login is free for another; their keys open nothing any more, and stay theirs: whoever has the
        # private half must not become somebody else by it.
        login=(entry.maybe("login") or operator.login) if active else None,
        active=active,
        levels=() if entry.fields.get("no_level") is True else entry.many("levels") or operator.levels,
        office=entry.maybe("office") or operator.office,
    )


@OPERATOR.on("operator.tie")
def _tie(operator: Operator, entry: Entry) -> Operator:
    tie = Tie(code=entry.text("code"), kind=entry.text("kind"), on=entry.on, by=entry.by)
    return replace(operator, ties=(*operator.ties, tie))


@OPERATOR.on("operator.untie")
def _untie(operator: Operator, entry: Entry) -> Operator:
    return replace(operator, ties=tuple(tie for tie in operator.ties if tie.code != entry.text("code")))


@OPERATOR.beside("attempt.refused")
def _refused(operator: Operator, entry: Entry) -> Operator:
    # What somebody was refused is told by the journal alone.
    return operator


@OPERATOR.on("operator.add-key")
def _add_key(operator: Operator, entry: Entry) -> Operator:
    return replace(operator, keys=(*operator.keys, entry.text("key")))


@OPERATOR.on("operator.remove-key")
def _remove_key(operator: Operator, entry: Entry) -> Operator:
    return replace(operator, keys=tuple(key for key in operator.keys if key != entry.text("key")))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear(State):
    """A year's arrangement of days off (节假日安排) as loaded here, its newest version."""

    year: int
    arrangement: dict[str, Any]


CALENDAR = Aggregate("calendar", "calendar", CalendarYear)


@CALENDAR.either("calendar.import")
def _import(_: CalendarYear | None, entry: Entry) -> CalendarYear:
    # A later notice for the same year replaces the earlier one; both stay in the journal.
    return CalendarYear(id=entry.subject, year=entry.the_number("year"), arrangement=dict(entry.fields["arrangement"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySetting:
    """An agency's own setting of a rule, in force from a day on."""

    value: str
    from_day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(State):
    """A policy key (本机构管理要求) with every setting that was approved."""

    key: str
    settings: tuple[PolicySetting, ...] = ()


POLICY = Aggregate("policy", "policy", Policy)


def _setting(entry: Entry) -> PolicySetting:
    return PolicySetting(value=entry.text("value"), from_day=entry.the_day("from_day"), reason=entry.text("reason"))


@POLICY.either("policy.set")
def _set(policy: Policy | None, entry: Entry) -> Policy:
    standing = policy or Policy(id=entry.subject, key=entry.text("key"))
    return replace(standing, pending=waits(entry, "set"))


@POLICY.on("policy.approve")
def _approve(policy: Policy, entry: Entry) -> Policy:
    return replace(policy, pending=None, settings=(*policy.settings, _setting(entry)))


@POLICY.on("policy.reject")
def _reject(policy: Policy, entry: Entry) -> Policy:
    return replace(policy, pending=None)
