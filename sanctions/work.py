"""A unit of work: one transaction, its clock, who acts, and the rules of the day."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from db.sealing import SealingKey
from db.store import Writer
from domain.calendars import Calendar
from domain.entries import Entry
from domain.identifiers import format_id
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states.agency import Operator
from domain.states.core import State
from domain.states.institutions import Institution
from sanctions.chains import asked_with
from sanctions.reading import need
from sanctions.recusal import recused
from sanctions.rules import calendar_of, rulebook_of

S = TypeVar("S", bound=State)


class Work:
    """What a use case works with.

    `now` is the UTC moment of recording, `today` the legal day it falls on at the place, `on` the legal day of the
    act; `late_by_days` says by how many working days the act is entered late.
    """

    def __init__(
        self,
        tx: Writer,
        actor: Operator,
        *,
        now: datetime,
        today: date,
        on: date,
        late_reason: str | None = None,
        key: Callable[[], SealingKey],
    ) -> None:
        self.tx = tx
        self.actor = actor
        self.now = now
        self.today = today
        self.on = on
        self.late_reason = late_reason
        self._key = key
        self.late_by_days = 0
        self.shut: frozenset[str] = frozenset()
        """Institutions nothing is recorded of by this actor (recusal)."""
        self._sheet: tuple[str, str, dict[str, Any]] | None = None

    @property
    def key(self) -> SealingKey:
        """The key of sealed content; StoreError ``store.key_missing`` or ``store.key_other`` without it."""
        return self._key()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar as loaded here."""
        return calendar_of(self.tx)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook with the agency's settings, over all days."""
        return rulebook_of(self.tx)

    @property
    def rules(self) -> View:
        """The rules in force on the day of the act."""
        return self.rulebook.on(self.on)

    def need(self, kind: type[S], subject: str, field: str = "id") -> S:
        """The state of a subject that must exist; refused ``not-found`` naming the field otherwise."""
        return need(self.tx, kind, subject, field)

    def institution(self, code: str) -> Institution:
        """The institution with this code."""
        found = self.tx.get(Institution, f"institution:{code}")
        if found is None:
            raise refuse(
                "not-found",
                msg("No institution has the code {code}. Add it first, or look for it by name.", code=code),
                field="institution",
            )
        return found

    def new_id(self, prefix: str) -> str:
        """The next number of this year's own ids, by the legal day of the act."""
        id = format_id(prefix, self.on.year, self.tx.number(f"{prefix}-{self.on.year}"))
        self.tx.begun(id)
        return id

    def record(
        self,
        kind: str,
        subject: str,
        fields: dict[str, Any],
        *,
        institution: str | None = None,
        effective_on: date | None = None,
        corrects: str | None = None,
    ) -> State:
        """Record the act itself on its subject and give the state after it.

        Refused ``day.before`` when the legal day lies before the act it follows on the same subject.
        """
        standing = self.tx.standing(subject)
        if standing is not None and self.on < standing.last_on:
            raise refuse(
                "day.before",
                msg(
                    "{subject} already has an act of {last}, so this one cannot be dated {on}. Give a later day.",
                    subject=subject,
                    last=standing.last_on,
                    on=self.on,
                ),
                field="on",
            )
        if self._sheet is not None and self._sheet[:2] == (kind, subject):
            fields = {**fields, "sheet": self._sheet[2]}
        entry = self._entry(kind, subject, fields, institution, effective_on, corrects)
        _, state = self.tx.record(asked_with(entry, standing, lambda: self.rules))
        return state

    def decide_with(self, kind: str, subject: str, sheet: dict[str, Any]) -> None:
        """Have the approval sheet (审批单) kept in the act that decides, which may be all an answer gets to see."""
        self._sheet = (kind, subject, sheet)

    def follow(
        self,
        kind: str,
        subject: str,
        fields: dict[str, Any],
        *,
        institution: str | None = None,
        effective_on: date | None = None,
        corrects: str | None = None,
    ) -> State:
        """Record what an act brings about on another subject, whatever that subject's latest day is."""
        entry = self._entry(kind, subject, fields, institution, effective_on, corrects)
        return self.tx.record(entry)[1]

    def record_new(self, kind: str, made: Iterable[tuple[str, str | None, dict[str, Any]]]) -> None:
        """Record the first act of many subjects at once: subject, institution and fields of each."""
        self.tx.record_new(
            [
                self._entry(kind, subject, fields, institution, None, None, id=f"{subject}#1")
                for subject, institution, fields in made
            ]
        )

    def _entry(
        self,
        kind: str,
        subject: str,
        fields: dict[str, Any],
        institution: str | None,
        effective_on: date | None,
        corrects: str | None,
        *,
        id: str = "",
    ) -> Entry:
        if institution in self.shut:
            raise recused(self.tx, institution)
        told = {
            # Most are texts, and an import makes very many.
            name: value if type(value) is str else plain(value)
            for name, value in fields.items()
            if value not in (None, (), [], "")
        }
        if self.late_by_days:
            told["entered_late"] = self.late_by_days
        if self.late_reason:
            told["late_reason"] = self.late_reason
        return Entry(
            id=id,
            subject=subject,
            institution=institution,
            kind=kind,
            on=self.on,
            effective_on=effective_on or self.on,
            recorded_at=self.now,
            by=self.actor.name,
            person=self.actor.person,
            corrects=corrects,
            fields=told,
        )


def plain(value: Any) -> Any:
    """A value as the journal keeps it: days as ISO text, tuples as lists, enumerations as their text."""
    if type(value) is str or isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [inner if type(inner) is str else plain(inner) for inner in value]
    raise TypeError(type(value).__name__)
