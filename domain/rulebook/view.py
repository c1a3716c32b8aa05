"""The rules that hold on one day, asked by kind, clause and key; every answer can show its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from domain.calendars.periods import Period
from domain.levels import read_chain
from domain.messages import Bilingual, Message, msg
from domain.reasons import Reason
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import (
    BarEffect,
    BarTrigger,
    DefenceGate,
    EventKind,
    MeasureKind,
    Nature,
    ServiceType,
)
from domain.rulebook.model import (
    FRAUD,
    BarRule,
    CleanRecord,
    Fine,
    Gates,
    Ground,
    MeasureRule,
    Pack,
    Policy,
    PublicationRule,
    Rule,
    Task,
    Trigger,
    Window,
)
from domain.rulebook.settings import PolicyValue, Setting, parse_value
from domain.rulebook.statements import statement

_BAR_FIELDS = ("bar.document", "bar.published_on", "bar.link", "bar.fair_competition_review")


class DefenceLack(StrEnum):
    """What the lack of a statement-and-defence record (陈述申辩) does to a measure."""

    NONE = "none"
    WARNS = "warns"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy's value on the day; `since` is the day of the setting, None for the pack's own value."""

    key: str
    value: PolicyValue
    rule: Policy
    since: date | None

    @property
    def reason(self) -> Reason:
        """Where the value comes from."""
        return self.rule.reason


class BarTerms(NamedTuple):
    """What a bar does and for how long."""

    rule: BarRule
    effect: BarEffect
    length: Period


@dataclass(frozen=True, slots=True)
class Bar:
    """A reapplication bar (再次申请限制) as a decision of the day starts it.

    `missing` tells that its basis has not been published (限制依据未公布).
    """

    rule: BarRule
    effect: BarEffect
    length: Period
    reasons: tuple[Reason, ...]
    statement: Bilingual | None
    missing: bool


class View:
    """The rules on one day. Made by `Rulebook.on`."""

    def __init__(self, day: date, pack: Pack, settings: Mapping[str, Setting], latest: Pack) -> None:
        self.day = day
        self.pack = pack
        self._settings = settings
        self._latest = latest

    # -------------------------------------------------------- the pack

    @property
    def fallback(self) -> bool:
        """Whether only national rules hold, the place's notice not being in force yet."""
        return self.pack.place is None and self._latest.place is not None

    @property
    def validity_warning(self) -> Message | None:
        """What to say about the pack's validity on the day: not yet begun, ended (有效期已过); else None."""
        if self.fallback and self._latest.valid_from is not None:
            return msg(
                "{title} is not in force before {day}; national rules apply.",
                title=self._latest.title,
                day=self._latest.valid_from,
            )
        if self.pack.valid_to is not None and self.day > self.pack.valid_to:
            return msg(
                "The validity of {title} ended on {day}; check whether a new notice applies.",
                title=self.pack.title,
                day=self.pack.valid_to,
            )
        return None

    # -------------------------------------------------------- reasons

    def rule(self, address: str) -> Rule:
        """A rule by its address ``table.key``; KeyError when the pack has none."""
        return self._rules[address]

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return self.pack.rules()

    def reason(self, address: str) -> Reason:
        """The reason behind a rule by address, ``provisions.emergency`` for one."""
        return self.rule(address).reason

    def reasons(self, rule: Rule) -> tuple[Reason, ...]:
        """The rule's own reason, then those of the provisions shown with it that hold on the day."""
        seen = (self.pack.provisions[key] for key in rule.see)
        return (rule.reason, *(other.reason for other in seen if other.holds_on(self.day)))

    # -------------------------------------------------------- policies

    def policy(self, key: str) -> PolicyInForce:
        """The policy's value in force on the day. KeyError for a key no pack has.

        A setting made while the rule was settable does not touch a version of the pack that fixes the rule.
        """
        rule = self.pack.policies[key]
        setting = self._settings.get(key)
        if setting is not None and rule.source_kind.settable:
            return PolicyInForce(key, parse_value(rule, setting.value), rule, setting.from_day)
        value = None if rule.default is None else parse_value(rule, str(rule.default))
        return PolicyInForce(key, value, rule, None)

    def period(self, key: str) -> Period | None:
        """A policy that is a period; None where neither pack nor agency gives one."""
        value = self.policy(key).value
        return value if isinstance(value, Period) else None

    def needed_period(self, key: str) -> Period:
        """A period the rules cannot do without. KeyError where none is given."""
        value = self.period(key)
        if value is None:
            raise KeyError(key)
        return value

    def text(self, key: str) -> str | None:
        """A policy that is a choice, a text or a link."""
        value = self.policy(key).value
        return value if isinstance(value, str) else None

    def chain(self, key: str) -> tuple[str, ...] | None:
        """The levels a policy sets: empty for one approver, None where the agency set none or there is no such key."""
        if key not in self.pack.policies:
            return None
        value = self.policy(key).value
        return read_chain(value) if isinstance(value, str) else None

    def date_of(self, key: str) -> date | None:
        """A policy that is a day."""
        value = self.policy(key).value
        return value if isinstance(value, date) else None

    def integer(self, key: str) -> int | None:
        """A policy that is a whole number."""
        value = self.policy(key).value
        return value if isinstance(value, int) else None

    # -------------------------------------------------------- measures and grounds

    def measure(self, kind: MeasureKind | str) -> MeasureRule | None:
        """The place's rule for a kind of measure; None where the day has none."""
        rule = self.pack.measures[MeasureKind(kind)]
        return rule if rule.enabled and rule.holds_on(self.day) else None

    def measures(self) -> tuple[MeasureRule, ...]:
        """Every measure of the day, lightest first."""
        rules = (rule for kind in MeasureKind if (rule := self.measure(kind)) is not None)
        return tuple(sorted(rules, key=lambda rule: rule.order))

    def measure_of_word(self, word: str) -> MeasureRule | None:
        """The measure that has this local word (zh)."""
        return next((rule for rule in self.measures() if any(w.zh == word for w in rule.words)), None)

    def gates(self, kind: MeasureKind | str, nature: Nature | None = None) -> Gates:
        """The steps a measure needs on a ground of this nature. KeyError where the day has no such measure."""
        rule = self.measure(kind)
        if rule is None:
            raise KeyError(str(kind))
        return rule.gates_for(nature)

    def grounds(
        self,
        kind: MeasureKind | str | None = None,
        nature: Nature | None = None,
        service: ServiceType | None = None,
    ) -> tuple[Ground, ...]:
        """The grounds of the day, those of the notice first."""
        found = (
            ground
            for ground in self.pack.grounds.values()
            if ground.enabled
            and ground.holds_on(self.day)
            and (kind is None or MeasureKind(kind) in ground.measures)
            and (nature is None or ground.nature is nature)
            and (service is None or service in ground.services)
        )
        return tuple(sorted(found, key=lambda ground: ground.quote is None))

    def ground(self, name: str, kind: MeasureKind | str | None = None) -> Ground | None:
        """The ground cited by clause (either bracket form) or by key; None when the day has none."""
        wanted = normal(name)
        return next(
            (g for g in self.grounds(kind) if g.key == name or (g.clause and normal(g.clause) == wanted)),
            None,
        )

    def by_clause(self, clause: str) -> tuple[Rule, ...]:
        """Every rule of the day that cites the clause."""
        wanted = normal(clause)
        return tuple(
            rule
            for rule in self._rules.values()
            if rule.clause and normal(rule.clause) == wanted and rule.holds_on(self.day)
        )

    def grounds_of_event(self, event: EventKind | str) -> tuple[tuple[Ground, Trigger], ...]:
        """The grounds an outside event brings up, each with the trigger that says with what force."""
        return tuple(
            (ground, trigger)
            for ground in self.grounds()
            for trigger in ground.triggers
            if trigger.event is not None and trigger.event == EventKind(event)
        )

    def grounds_of_recheck(self, word: str) -> tuple[tuple[Ground, Trigger], ...]:
        """The grounds a re-check failed during a measure brings up, by the word of that measure's decision."""
        return tuple(
            (ground, trigger)
            for ground in self.grounds()
            for trigger in ground.triggers
            if trigger.recheck_during == word
        )

    def defence_lack(self, kind: MeasureKind | str, nature: Nature | None = None) -> DefenceLack:
        """What a decision of the day without a defence record meets (经办条例 43)."""
        if self.gates(kind, nature).defence is not DefenceGate.BEFORE:
            return DefenceLack.NONE
        for rule in self.pack.due_process.values():
            if MeasureKind(kind) in rule.kinds and self.day < rule.refuses_from:
                return DefenceLack.WARNS
        return DefenceLack.REFUSES

    def accuses(self, text: str, kind: MeasureKind | str | None = None) -> bool:
        """Whether a paper says fraud in a word it may not use before the determination (工伤保险条例 60).

        `kind` is the measure the paper belongs to; some may say it.
        """
        wording = self.pack.wordings[FRAUD]
        allowed = kind is not None and MeasureKind(kind) in wording.allowed_in
        return wording.holds_on(self.day) and not allowed and wording.is_in(text)

    # -------------------------------------------------------- what follows

    def publication(self, nature: Nature) -> PublicationRule | None:
        """The duty a termination decided on the day opens; None where the scope leaves it out."""
        rule = self.pack.publications[nature]
        if nature is Nature.BREACH and self.text(rule.scope) == "objective_only":
            return None
        return rule

    def bar_terms(self, trigger: BarTrigger) -> BarTerms | None:
        """Effect and length of the bar a decision of the day starts; None where it is off or not applied so early."""
        rule = self.pack.bars[trigger]
        effect = BarEffect(self.text(rule.effect) or BarEffect.OFF)
        begins = self.date_of(rule.effective_from) if rule.effective_from else None
        if effect is BarEffect.OFF or (begins is not None and self.day < begins):
            return None
        return BarTerms(rule, effect, self.needed_period(rule.length))

    def bar(self, trigger: BarTrigger) -> Bar | None:
        """The bar a decision of the day starts, with its reasons and what to say of it; None as `bar_terms`."""
        terms = self.bar_terms(trigger)
        if terms is None:
            return None
        rule, effect, length = terms
        document, published = self.text("bar.document"), self.date_of("bar.published_on")
        missing = rule.effective_from is not None and (document is None or published is None)
        provisions = self.pack.provisions
        basis, lacking = provisions["bar-basis"].text, provisions["bar-basis-missing"].text
        shown = statement(rule.statement, length, document, published, basis, lacking)
        return Bar(rule, effect, length, self.reasons(rule), shown, missing)

    def bar_fields_missing(self) -> tuple[str, ...]:
        """The policy fields the bar after a breach should have and has not; empty when that bar is off."""
        rule = self.pack.bars[BarTrigger.TERMINATED_FOR_BREACH]
        if self.text(rule.effect) == BarEffect.OFF:
            return ()
        return tuple(key for key in _BAR_FIELDS if self.policy(key).value is None)

    def window(self, service: ServiceType) -> Window | None:
        """The yearly window in which applications for the service are taken; None where the pack knows none."""
        return next((w for w in self.pack.windows.values() if service in w.services and w.holds_on(self.day)), None)

    def clean_record(self, service: ServiceType | str) -> CleanRecord | None:
        """What penalties may not stand against an application for the service; None where the day asks for nothing."""
        found = (r for r in self.pack.records.values() if service in r.services and r.holds_on(self.day))
        return next(found, None)

    def fine(self) -> Fine:
        """The range of the fine for fraud, which only the department imposes."""
        return self.pack.fines["fraud"]

    def tasks(self, kind: MeasureKind | str) -> tuple[Task, ...]:
        """What is to be carried out after a decision of this kind."""
        rule = self.measure(kind)
        return self.tasks_named(rule.follow_ups if rule else ())

    def tasks_named(self, keys: Iterable[str], services: Iterable[str] = ()) -> tuple[Task, ...]:
        """Those of these tasks that are on, for measures that cover these services (any, where none is named)."""
        covered = set(services)
        tasks = (self.pack.tasks[key] for key in keys)
        return tuple(
            task
            for task in tasks
            if task.on and task.holds_on(self.day) and (not covered or covered & set(task.services))
        )
