"""What the stories of a sample share: its institutions, its words, the rules and working days."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from domain.acts import Upload
from domain.calendars import Calendar
from domain.refusals import Refused
from domain.rulebook.kinds import EventKind, Force, MeasureKind, Nature
from domain.rulebook.model import Ground, Pack
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from sanctions.sample.places import Member, Place, members, words
from sanctions.sample.stage import Step

FIRST = date(2022, 9, 26)
"""The day the sample begins."""

TODAY = date(2024, 9, 30)
"""The sample's own today, a working Monday."""

_SEED = 20240930
_FRIDAY = 4


class World:
    """One city, the same each time it is made."""

    def __init__(self, pack: Pack, place: Place) -> None:
        # Chance here only spreads invented facts; the same seed makes the same city.
        self.chance = Random(_SEED)  # noqa: S311
        self.place = place
        *self.members, self.late = members(place, self.chance)
        self.calendar = Calendar.shipped()
        self._rulebook = Rulebook((pack,))
        self._by_key = {member.key: member for member in (*self.members, self.late)}

    @cached_property
    def _words(self) -> Any:
        return words()

    def of(self, key: str) -> Member:
        """The institution the stories call so."""
        return self._by_key[key]

    def text(self, address: str) -> str:
        """Words by their address in the data, ``reasons.talk`` for one."""
        found = self._words
        for part in address.split("."):
            found = found[part]
        assert isinstance(found, str)
        return found

    def texts(self, address: str) -> Sequence[str]:
        """A list of words by its address."""
        found = self._words
        for part in address.split("."):
            found = found[part]
        return tuple(found)

    def paper(self, name: str) -> Upload:
        """A small file of invented content."""
        return Upload(self.text(f"files.{name}"), (self.text("files.body") + "\n").encode())

    def body(self, key: str) -> str:
        """What another authority is called."""
        return self.place.bodies[key]

    # ------------------------------------------------------------ days

    def after(self, day: date, working_days: int) -> date:
        """So many working days after a day, before it when negative; weekdays count where no calendar reaches."""
        try:
            return self.calendar.add_working_days(day, working_days)
        except Refused:
            pass
        onward = timedelta(days=1 if working_days > 0 else -1)
        for _ in range(abs(working_days)):
            day += onward
            while not self._worked(day):
                day += onward
        return day

    def _worked(self, day: date) -> bool:
        return self.calendar.is_working(day) if day.year >= self.calendar.first_year else day.weekday() <= _FRIDAY

    # ------------------------------------------------------------ rules

    def rules(self, day: date) -> View:
        """The rules of a day."""
        return self._rulebook.on(day)

    def has(self, kind: str, day: date) -> bool:
        """Whether the place has a measure on a day."""
        return self.rules(day).measure(kind) is not None

    def breach(self, day: date) -> Ground:
        """The ground for ending an agreement for breach that needs nothing special on record."""
        grounds = self.rules(day).grounds(MeasureKind.TERMINATION, Nature.BREACH)
        return next(g for g in grounds if not g.triggers and not g.needs_doc_no and not g.needs_agreement_clause)

    def after_recheck(self, day: date, word: str) -> Ground:
        """The ground a re-check failed under a suspension of this word brings up, else that for breach."""
        found = self.rules(day).grounds_of_recheck(word)
        return found[0][0] if found else self.breach(day)

    def after_event(self, day: date, event: str) -> Ground:
        """The ground an outside event brings up, the one that rests on a clause last."""
        found = [ground for ground, _ in self.rules(day).grounds_of_event(event)]
        return min(found, key=lambda ground: ground.needs_agreement_clause)

    def after_fraud(self, day: date) -> Ground:
        """The ground that a determination by the department brings up."""
        return next(g for g in self.rules(day).grounds(MeasureKind.TERMINATION) if g.needs_doc_no)

    def obliging_events(self, day: date) -> tuple[str, ...]:
        """The events after which an agreement must be ended."""
        return tuple(
            str(event)
            for event in EventKind
            for ground, trigger in self.rules(day).grounds_of_event(event)
            if trigger.force is Force.MANDATORY and MeasureKind.TERMINATION in ground.measures
        )

    def provision(self, day: date, category: str) -> str:
        """The clause that findings of a day name as broken: the agreement's on the matter, or the place's own."""
        named = self._words["provisions"].get(category)
        if named is not None:
            return f"{self.text('clauses_of')} {named}"
        rule = self.rules(day).measure(MeasureKind.RECTIFICATION_ORDER)
        assert rule is not None
        return rule.clause or self.text("clause")


def step(day: date, who: str, act: str, /, **fields: Any) -> Step:
    """One act on its day."""
    return Step(day, who, act, fields)
