"""The typed shape of a pack: frozen values, one struct a kind of rule, every rule with its source."""

from datetime import date
from typing import Literal

import msgspec

from domain.messages import Bilingual
from domain.reasons import Reason, SourceKind
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import (
    Authority,
    BarTrigger,
    ClauseNeed,
    DefenceGate,
    EndKind,
    EventKind,
    Extent,
    Force,
    Guard,
    MeasureEnd,
    MeasureKind,
    Nature,
    NoticeGate,
    PolicyType,
    ServiceType,
    Severity,
    TakesEffect,
)

ALL_SERVICES = tuple(ServiceType)
FRAUD = "fraud"
"""Key of the wording rule that every pack has."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of a pack; unknown keys are faults."""


class Rule(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every rule (规则) has: its key, citation, the notice's words, where it comes from, our telling of it.

    `quote` is there if and only if `source_kind` is notice_literal. `see` names provisions shown with it. The
    rule speaks on days from `valid_from` to `valid_to`, both included, besides the pack's own validity.
    """

    key: str
    source_kind: SourceKind
    text: Bilingual
    clause: str | None = None
    quote: str | None = None
    see: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def reason(self) -> Reason:
        """The rule as one ground of an answer."""
        return Reason(self.clause, self.quote, self.source_kind, self.text)

    def holds_on(self, day: date) -> bool:
        """Whether the rule's own dates include the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Provision(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision (条文) with no numbers of its own, shown as a reason or a text."""


class Word(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A local word for a measure; `end_kind` ties a termination word to the grounds that use it."""

    zh: str
    en: str
    end_kind: EndKind | None = None

    @property
    def words(self) -> Bilingual:
        """The word as a value for sentences."""
        return Bilingual(self.zh, self.en)

    @property
    def opening(self) -> Bilingual:
        """The word as a sentence begins with it."""
        return Bilingual(self.zh, self.en[:1].upper() + self.en[1:])


class Effects(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a measure in force stops: new patients, settlement of the day's services, payment now, agreement."""

    patients: Extent
    settlement: Extent
    payment: Extent
    agreement: Extent


class Gates(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The steps before a measure binds (程序): notice, defence and its period (a policy key), approval, effect.

    `not_required` tells whether `defence --outcome not-required` is open, with why; the notice may then be left
    out too where it cannot be served.
    """

    notice: NoticeGate
    defence: DefenceGate
    takes_effect: TakesEffect
    approval: bool = True
    period: str | None = None
    not_required: bool = False


class MeasureRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the nine measures as this place has it.

    `order` sorts; `ladder` tells whether it is a step of the advisory ladder (a skipped one needs a reason).
    `objective_gates` stand in for `gates` when the ground is an objective event. `supersedes` are the kinds it
    ends when it comes in force; `follow_ups` are keys of the tasks its decision opens, `resume` of those its end does
    (lifted, run out, void). `urgent`: it may be agreed by word before its papers; `staff`: it may name responsible
    staff.
    """

    kind: MeasureKind
    words: tuple[Word, ...]
    order: int
    ladder: bool
    effects: Effects
    gates: Gates
    ended_by: tuple[MeasureEnd, ...]
    enabled: bool = True
    services: tuple[ServiceType, ...] = ALL_SERVICES
    acting_body: Literal["agency"] = "agency"
    objective_gates: Gates | None = None
    agreement_clause: ClauseNeed = ClauseNeed.ADVISED
    guards: tuple[Guard, ...] = ()
    supersedes: tuple[MeasureKind, ...] = ()
    follow_ups: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    urgent: bool = False
    staff: bool = False

    @property
    def word(self) -> Word:
        """The pack's first word for it."""
        return self.words[0]

    def gates_for(self, nature: Nature | None) -> Gates:
        """The steps for a ground of this nature (breach where there is none)."""
        if nature is Nature.OBJECTIVE and self.objective_gates is not None:
            return self.objective_gates
        return self.gates

    def word_for(self, end_kind: EndKind | None) -> Word:
        """The word that goes with a ground's way of ending; the first word where none is tied to it."""
        return next((w for w in self.words if end_kind is not None and w.end_kind is end_kind), self.words[0])


class Trigger(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that brings a ground up: one of an event, a finding category, a re-check failed during a measure.

    `recheck_during` is the local word (zh) chosen in the decision of the measure that was running. `authorities` narrow
    an event to decisions of these; where it is not on record whose it was, it counts.
    """

    force: Force
    event: EventKind | None = None
    finding: str | None = None
    at_least: Severity | None = None
    recheck_during: str | None = None
    authorities: tuple[Authority, ...] = ()

    def is_of(self, authority: str | None) -> bool:
        """Whether an event decided by this authority is meant."""
        return not self.authorities or authority is None or authority in self.authorities


class Ground(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ground (事由) on which measures may rest.

    `force` holds where no trigger speaks. `needs_doc_no`: only with the number of another body's document.
    `nature_overridable`: an approver may treat it as the other nature, with reason. `needs_agreement_clause`:
    unusable without one. Grounds of one `choice` are alternatives: one is chosen with a written reason. `ordered`:
    kinds that another body orders on this ground; the number of its order is recorded.
    """

    measures: tuple[MeasureKind, ...]
    nature: Nature
    force: Force
    end_kind: EndKind | None = None
    services: tuple[ServiceType, ...] = ALL_SERVICES
    triggers: tuple[Trigger, ...] = ()
    needs_doc_no: bool = False
    needs_agreement_clause: bool = False
    nature_overridable: bool = False
    choice: str | None = None
    enabled: bool = True
    ordered: tuple[MeasureKind, ...] = ()


class DueProcess(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From when on the lack of a defence record (陈述申辩) refuses, and for which kinds when for breach."""

    kinds: tuple[MeasureKind, ...]
    refuses_from: date


class FindingCategory(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category of findings; `outward` is what papers that leave the house say instead."""

    key: str
    words: Bilingual
    needs_doc_no: bool = False
    outward: Bilingual | None = None


class Wording(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words (对外用语) that papers may not use before something is determined.

    `words` are compared without blanks and in one width. Papers of the kinds in `allowed_in` may use them.
    """

    words: tuple[str, ...]
    allowed_in: tuple[MeasureKind, ...] = ()

    def is_in(self, text: str) -> bool:
        """Whether a text uses one of the words."""
        plain = normal(text)
        return any(normal(word) in plain for word in self.words)


class PublicationRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Publication of terminations (终止名单公布) of one nature; `period` and `scope` are policy keys."""

    nature: Nature
    period: str
    scope: str
    label: Bilingual


class BarRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reapplication bar; `effect`, `length` are policy keys; it starts on the decision day, never rolls.

    It bars the same service type only. `effective_from`: policy key of the day before which it applies to no
    decision. `statement`: the text to show, a template over {length} and {basis}.
    """

    trigger: BarTrigger
    effect: str
    length: str
    effective_from: str | None = None
    statement: Bilingual | None = None


class Window(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A yearly window for applications (受理期), month and day, both ends included."""

    from_day: str
    to_day: str
    services: tuple[ServiceType, ...] = ALL_SERVICES

    def is_open(self, day: date) -> bool:
        """Whether the day falls in the window; one that turns the year is understood."""
        here = f"{day:%m-%d}"
        if self.from_day <= self.to_day:
            return self.from_day <= here <= self.to_day
        return here >= self.from_day or here <= self.to_day


class CleanRecord(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition of entry (近年无处罚记录): no penalty by these authorities within a period before the application.

    `period` is written as 2y and counted forward from a penalty, whose last day is still inside.
    """

    services: tuple[ServiceType, ...]
    authorities: tuple[Authority, ...]
    period: str


class Fine(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The range of the fine another body may impose (罚款), in whole multiples of the sum, both included."""

    low: int
    high: int
    authority: Bilingual


class Task(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to carry out after a decision (落实事项), where the measure covers one of the services.

    `runs_as` names the kind of deadline it runs as instead of being a task by itself.
    """

    on: bool = True
    services: tuple[ServiceType, ...] = ALL_SERVICES
    runs_as: str | None = None


class Policy(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named value (管理参数); only agency_policy and inferred ones can be set. `default` is as written."""

    type: PolicyType
    default: str | int | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class Competence(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which office does something (管辖): the city's, or the one that looks after the institution's district."""

    by: Literal["city", "territorial"]


class Place(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The place and its bodies."""

    name: Bilingual
    zone: str
    agency: Bilingual
    department: Bilingual
    government: Bilingual


class Notice(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The notice a pack stands on; `source` is the file name of its shipped text."""

    title: str
    citation: str
    number: str | None = None
    dated: date | None = None
    link: str | None = None
    source: str | None = None


class Pack(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rulebook of one place over the national one, or the national one alone (`place` None)."""

    id: str
    title: Bilingual
    place: Place | None
    notice: Notice | None
    valid_from: date | None
    valid_to: date | None
    validity_note: Bilingual | None
    digest: str
    provisions: dict[str, Provision]
    measures: dict[str, MeasureRule]
    grounds: dict[str, Ground]
    due_process: dict[str, DueProcess]
    findings: dict[str, FindingCategory]
    wordings: dict[str, Wording]
    severities: dict[Severity, Bilingual]
    events: dict[EventKind, Bilingual]
    publications: dict[str, PublicationRule]
    publication_words: dict[str, Bilingual]
    bars: dict[str, BarRule]
    windows: dict[str, Window]
    fines: dict[str, Fine]
    tasks: dict[str, Task]
    policies: dict[str, Policy]
    competence: dict[str, Competence] = msgspec.field(default_factory=dict)
    records: dict[str, CleanRecord] = msgspec.field(default_factory=dict)

    def rules(self) -> dict[str, Rule]:
        """Every rule by its address ``table.key``."""
        tables: dict[str, dict[str, Rule]] = {
            "provisions": dict(self.provisions),
            "measures": dict(self.measures),
            "grounds": dict(self.grounds),
            "due_process": dict(self.due_process),
            "wordings": dict(self.wordings),
            "publications": dict(self.publications),
            "bars": dict(self.bars),
            "windows": dict(self.windows),
            "fines": dict(self.fines),
            "tasks": dict(self.tasks),
            "policies": dict(self.policies),
            "records": dict(self.records),
            "competence": dict(self.competence),
        }
        return {f"{table}.{key}": rule for table, rules in tables.items() for key, rule in rules.items()}
