"""A measure with what its letters are drawn from."""

from dataclasses import dataclass
from functools import cached_property

from domain.rulebook.view import View
from domain.states.cases import Case
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.letters.values.common import Desk
from sanctions.letters.values.findings import outward
from sanctions.measures.facts import Facts, gather
from sanctions.reading import as_stood, need


@dataclass(frozen=True)
class Matter:
    """A measure at the desk where a letter of it is written. The record is read as of its decision."""

    desk: Desk
    measure: Measure

    @cached_property
    def facts(self) -> Facts:
        """The facts of its case on the day they counted."""
        day = self.measure.decided_on or self.desk.on
        return gather(self.desk.reader, self.desk.rulebook, self.desk.calendar, self.case, day)

    @cached_property
    def case(self) -> Case:
        """Its case as it stood on the day."""
        now = need(self.desk.reader, Case, self.measure.case)
        return as_stood(self.desk.reader, now, self.desk.on) or now

    @cached_property
    def rules(self) -> View:
        """The rules by which it was decided, or proposed."""
        return self.desk.rulebook.on(self.measure.decided_on or self.measure.proposed_on)

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements of its services that ran when it was proposed; all of its services' where none did."""
        m = self.measure
        known = [a for a in self.facts.agreements if a.service in m.services or not m.services]
        return [a for a in known if a.from_day <= m.proposed_on <= a.until] or known

    def outward(self, text: str | None) -> str | None:
        """A text as it may leave the house."""
        return outward(self.facts, text, self.measure.kind)
