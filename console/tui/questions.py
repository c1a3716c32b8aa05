"""What the screens ask: each answer is one consistent look, made of the queries every face uses.

Imported in a thread; nothing in here is loaded before the first frame but this file itself.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from console.tui.session import Clock, Opened
from domain.refusals import Refused
from sanctions.results import FORWARD, Listing, Way

if TYPE_CHECKING:
    from console.tui.answers.rulebook import Read
    from console.tui.modals.explanation import Explained
    from console.tui.sources import Choice
    from db.store import Reader
    from domain.acts import Act, Field
    from domain.messages import Words
    from domain.reasons import Reason
    from domain.states.agency import Operator
    from sanctions.running.started import Started

T = TypeVar("T")
PAGE = 200
"""Records a list fetches at once."""


class Questions:
    """Questions about the store as it stands, on the day of the session."""

    def __init__(self, reader: "Reader", opened: Opened, clock: Clock) -> None:
        self.reader = reader
        self.opened = opened
        self.clock = clock
        self.tried: tuple[str, tuple[str, ...]] | None = None
        """What was asked for in vain, and about what: kept as a refused attempt."""

    @cached_property
    def shut(self) -> frozenset[str]:
        """The institutions whose matters are shut to who works here (recusal)."""
        from sanctions.recusal import shut_to

        return shut_to(self.reader, self.opened.person)

    def veiled(self, answer: T) -> T:
        """An answer without the texts of what is shut to who asks."""
        if not self.shut:
            return answer
        from sanctions.veil import veiled

        return cast(T, veiled(answer, self.shut))

    def require_open(self, *asked: str) -> None:
        """Refuse ``recused`` where one of these ids, codes or numbers is of what is shut."""
        if not self.shut:
            return
        from sanctions.attempts import READ
        from sanctions.recusal import named_in, recused

        for code in sorted(named_in(self.reader, asked) & self.shut):
            self.tried = (READ, asked)
            raise recused(self.reader, code)

    @property
    def today(self) -> date:
        """The legal day."""
        return self.opened.today

    @property
    def seen(self) -> int:
        """The journal's last entry."""
        from sanctions.since import last_entry

        return last_entry(self.reader)

    def deadlines(self, *, mine: bool = False) -> Mapping[str, Any]:
        """What runs on the day, and the amount held and not disposed of; `mine` leaves what is one's own to do."""
        from console.tui.answers.today import today

        return today(self.reader, self.opened, mine=mine)

    def carried_out_after(self, decision: str, *, mine: bool = False) -> Mapping[str, Any]:
        """What is to be carried out after a decision."""
        self.require_open(decision)
        from console.tui.answers.today import carried_out_after

        return carried_out_after(self.reader, self.opened, decision, mine=mine)

    def institutions(self, words: str, after: str | None, way: Way = FORWARD) -> Listing:
        """A page of institutions by name."""
        from sanctions.intake.register import institutions

        return institutions(self.reader, on=self.today, text=words or None, limit=PAGE, after=after, way=way)

    def institution(self, code: str) -> Mapping[str, Any]:
        """One institution with standing, measures, cases and acts."""
        self.require_open(code)
        from console.tui.answers.institution import institution

        return institution(self.reader, self.opened, code)

    def institution_more(self, code: str, section: str, after: str | None) -> Listing:
        """A page of a section of the page of an institution."""
        self.require_open(code)
        from console.tui.answers.institution import more

        return more(self.reader, self.opened, code, section, after)

    def case_acts(self, id: str, after: str | None) -> Listing:
        """A page of the acts of a case, newest first."""
        self.require_open(id)
        from console.tui.answers.cases import acts

        return acts(self.reader, id, after)

    def sheet(self, code: str) -> Mapping[str, Any]:
        """One page on an institution."""
        self.require_open(code)
        from sanctions.ledgers.sheet import sheet

        return sheet(self.reader, code, on=self.today)

    def cases(self, words: str, after: str | None, way: Way = FORWARD) -> Listing:
        """A page of cases with some words."""
        from console.tui.answers.cases import cases

        return cases(self.reader, self.opened, words, after, way)

    def case(self, id: str) -> Mapping[str, Any]:
        """One case with everything in it."""
        self.require_open(id)
        from console.tui.answers.cases import case

        return case(self.reader, self.opened, id)

    def publications(self) -> Mapping[str, Any]:
        """Duties and lists."""
        from console.tui.answers.publications import publications

        return publications(self.reader, self.opened)

    def publications_more(self, status: str, after: str | None) -> Listing:
        """A page of the lists of one status."""
        from console.tui.answers.publications import lists_of

        return lists_of(self.reader, self.opened, status, after)

    def pending(self, id: str) -> "tuple[list[Words], list[Reason], frozenset[str]]":
        """What waits for a decision on a subject, what it rests on, and the fields its level is asked for."""
        self.require_open(id)
        from console.tui.answers.publications import pending

        return pending(self.reader, self.opened, id)

    def records(self) -> Mapping[str, Any]:
        """How many there are of each kind, and the head of the journal."""
        from console.tui.answers.kinds import counts
        from db.journal import head

        entries, digest = head(self.reader.connection)
        return {
            "journal": {"entries": entries, "head": digest},
            "pack": self.opened.pack,
            "year": self.today.year,
            "counts": counts(self.reader),
        }

    def journal(self, words: str, after: str | None, way: Way = FORWARD) -> Listing:
        """A page of the journal, newest first."""
        from console.tui.answers.journal import page

        return page(self.reader, words, PAGE, after, way)

    def journal_entry(self, seq: int) -> Mapping[str, Any]:
        """One entry of the journal."""
        from console.tui.answers.journal import entry

        found = entry(self.reader, self.opened, seq)
        self.require_open(found["entry"].subject.partition(":")[2] or found["entry"].subject)
        return found

    def journal_verified(self, watch: Callable[[int, int], None]) -> Mapping[str, Any]:
        """Whether the journal holds, by `journal verify`; refused ``role.denied`` to those who may not ask."""
        from sanctions.agency.journals import journal_verify

        self.require("journal.verify")
        return journal_verify(self.reader, watch)

    def calendar(self) -> Mapping[str, Any]:
        """The working calendar, and what ends on which day."""
        from console.tui.answers.calendar import calendar

        return calendar(self.reader, self.opened)

    def statistics(self, since: date, until: date) -> Mapping[str, Any]:
        """The figures of a time."""
        from sanctions.statistics.report import statistics

        return statistics(self.reader, on=self.today, since=since, until=until)

    def rulebook(self, digest: str | None) -> Mapping[str, Any]:
        """A version of the rulebook, the one in force unless another is named."""
        from console.tui.answers.rulebook import rulebook

        return rulebook(self.reader, self.opened, digest)

    def clause(self, digest: str | None, address: str) -> "Read":
        """One rule with what rests on it."""
        from console.tui.answers.rulebook import clause

        return clause(self.reader, self.opened, digest, address)

    def rule_of(self, reason: "Reason") -> tuple[str, str]:
        """Version and address of the rule behind a reason."""
        from console.tui.answers.rulebook import address_of

        return address_of(self.reader, self.opened, reason)

    def require(self, kind: str) -> None:
        """Refuse ``role.denied`` unless who works here may do this kind of export or check."""
        from sanctions.asking import operator_named
        from sanctions.permissions import require_role

        try:
            require_role(operator_named(self.reader, self.opened.operator), kind)
        except Refused:
            self.tried = (kind, ())
            raise

    def kind(self, key: str, after: str | None, way: Way = FORWARD) -> Listing:
        """A page of a kind of records, or of a ledger."""
        from console.tui.answers.kinds import page

        return page(self.reader, self.opened, key, PAGE, after, way)

    def subject(self, noun: str, id: str) -> Mapping[str, Any]:
        """Anything by its noun and id."""
        self.require_open(id)
        from console.tui.answers.records import subject
        from console.tui.answers.sheets import with_sheet

        return with_sheet(self.reader, self.opened, noun, id, subject(self.reader, self.opened, noun, id))

    def search(self, words: str, after: str | None) -> Listing:
        """A page of everything that holds some words; nothing where there are none."""
        from sanctions.search import find

        return find(self.reader, words.split(), limit=PAGE, after=after) if words else Listing([])

    def standing(self, code: str, on: date) -> Mapping[str, Any]:
        """What an institution may do on a day."""
        self.require_open(code)
        from console.tui.answers.institution import standing_of

        return standing_of(self.reader, self.opened, code, on)

    def explained(self, record: Mapping[str, Any]) -> "Explained | None":
        """How the date of a record was counted; None for a record without a counted date."""
        from console.tui.answers.today import explained

        return explained(self.reader, self.opened, record)

    def operators(self) -> "list[Operator]":
        """Who works here, by name."""
        from domain.states.agency import Operator

        found = self.reader.find(Operator, order=(self.reader.table(Operator).c.id,))
        return [one for one in found if one.active]

    def choices(self, act: "Act", field: "Field", raw: Mapping[str, Any]) -> "list[Choice]":
        """What may be chosen for a field, given what the other fields hold."""
        from console.tui.sources import choices

        return choices(self.reader, self.opened, act, field, raw)

    def started(self, act: "Act", days: Mapping[str, date], raw: Mapping[str, Any]) -> "dict[str, tuple[Started, ...]]":
        """The clocks that days of an act, filled in so far, would start, by field."""
        from sanctions.running.started import started

        return {name: started(self.reader, act.kind, name, day, raw) for name, day in days.items()}

    def name_of(self, code: str) -> str:
        """The name of an institution, or its code."""
        from sanctions.names import names_on

        return names_on(self.reader, [code]).get(code, code)
