"""What the other body decided, as it was told to us: read from what was typed, kept in the request, read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from domain.acts import Part
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.disputes import Changes
from domain.states.measures import BillAmount
from domain.states.stays import REMAKE, SET_ASIDE

UPHELD, WITHDRAWN = "upheld", "withdrawn"
PARTLY, VARIED, SETTLED, UNLAWFUL = "partly-set-aside", "varied", "settled", "declared-unlawful"

_LABELS: Mapping[str, Message] = {
    "departments": msg("Department"),
    "bills": msg("Bill"),
    "services": msg("Service"),
    "until": msg("Last day"),
    "rectify_by": msg("Put right by"),
    "word": msg("Word in the decision"),
    "terms": msg("Terms of the settlement"),
    "term": msg("Rest of the agreement's term"),
    "extended_to": msg("Extended to"),
    "remake_by": msg("Decide anew by"),
    "procedural": msg("The fault was procedural only"),
}
_VARIES = frozenset({"departments", "bills", "until", "rectify_by", "word"})
_TERM = frozenset({"term", "extended_to"})
_TAKES: Mapping[str, frozenset[str]] = {
    UPHELD: frozenset(),
    WITHDRAWN: frozenset(),
    SET_ASIDE: _TERM | {"procedural"},
    REMAKE: _TERM | {"procedural", "remake_by"},
    PARTLY: _TERM | {"departments", "bills", "services", "procedural"},
    VARIED: _VARIES,
    SETTLED: _VARIES | {"terms"},
    UNLAWFUL: frozenset(),
}
"""Outcome -> what may be told with it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A bill as it was named; `fen` is None for all of it."""

    bill: str
    fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The outcome with everything told of it. Money in fen; days included."""

    outcome: str
    decided: date
    effective: date
    number: str | None = None
    reason: str | None = None
    departments: tuple[str, ...] = ()
    bills: tuple[Given, ...] = ()
    services: tuple[str, ...] = ()
    until: date | None = None
    rectify_by: date | None = None
    word: str | None = None
    terms: str | None = None
    term: str | None = None
    extended_to: date | None = None
    remake_by: date | None = None
    procedural: bool = False

    @property
    def varies(self) -> bool:
        """Whether it changes anything of what was decided."""
        return any(getattr(self, name) for name in _VARIES)

    def fields(self) -> dict[str, Any]:
        """As it is kept in an act."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told["bills"] = [{"bill": b.bill} | ({"fen": b.fen} if b.fen is not None else {}) for b in self.bills]
        return {name: value for name, value in told.items() if value not in (False, None)}

    def changes(self, bills: Sequence[BillAmount] = ()) -> Changes:
        """As the dispute keeps it, with the amounts of its bills filled in."""
        return Changes(
            departments=self.departments,
            bills=tuple(bills),
            services=self.services,
            until=self.until,
            rectify_by=self.rectify_by,
            word=self.word,
        )


def asked_in(kept: Mapping[str, Any]) -> Asked:
    """What a request asked for, from the fields it was kept with."""
    days = {"decided", "effective", "until", "rectify_by", "extended_to", "remake_by"}
    lists = {"departments", "services"}
    told: dict[str, Any] = {}
    for one in fields(Asked):
        value = kept.get(one.name)
        if value is None:
            continue
        if one.name in days:
            told[one.name] = date.fromisoformat(value)
        elif one.name in lists:
            told[one.name] = tuple(value)
        elif one.name == "bills":
            told[one.name] = tuple(Given(b["bill"], b.get("fen")) for b in value)
        else:
            told[one.name] = value
    return Asked(**told)


def with_term(asked: Asked, term: str | None, extended_to: date | None) -> Asked:
    """With what whoever approves chose for the rest of an agreement's term, in place of what was proposed."""
    if term is None and extended_to is None:
        return asked
    return replace(asked, term=term or asked.term, extended_to=extended_to)


def check(asked: Asked) -> None:
    """Refuse what does not go with the outcome, and what it cannot do without."""
    takes = _TAKES[asked.outcome]
    for name, label in _LABELS.items():
        if getattr(asked, name) and name not in takes:
            raise refuse(
                "dispute.field", msg("{field} does not go with this outcome. Leave it out.", field=label), field=name
            )
    if asked.outcome == REMAKE and asked.remake_by is None:
        raise refuse("value.missing", msg("Say by when to decide anew: --remake-by."), field="remake_by")
    if asked.outcome == SETTLED and asked.terms is None:
        raise refuse("value.missing", msg("Say what was settled: --terms."), field="terms")
    if asked.outcome == VARIED and not asked.varies:
        raise refuse(
            "value.missing",
            msg("Say what was varied: --until, --rectify-by, --department, --bill or --word."),
            field="until",
        )
    if asked.outcome == PARTLY and not (asked.departments or asked.bills or asked.services):
        raise refuse(
            "value.missing",
            msg("Say what falls: --department, --bill or --service."),
            field="departments",
        )
    names = [given.bill for given in asked.bills]
    if len(set(names)) != len(names):
        raise refuse("dispute.parts", msg("A bill is named twice. Give each bill once."), field="bills")
    check_term(asked)


def check_term(asked: Asked) -> None:
    """Refuse a term that says extended without a day, or a day without it."""
    if (asked.term == "extended") != (asked.extended_to is not None):
        raise refuse(
            "dispute.term",
            msg("An extended term needs its new last day, and only that one takes it: --extended-to."),
            field="extended_to",
        )


def given(parts: Sequence[Part]) -> tuple[Given, ...]:
    """Bills as they were typed."""
    return tuple(Given(part.bill, part.fen) for part in parts)
