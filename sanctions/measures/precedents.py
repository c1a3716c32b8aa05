"""Like cases alike (过罚相当): what was decided here before for the same provision, weight and recurrence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select

from db.store import Reader
from domain.ladder import rank
from domain.messages import Bilingual, Message, Words, msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import MeasureRule
from domain.rulebook.view import View
from domain.states.inspections import Finding
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.measures.facts import Facts
from sanctions.measures.footing import Footing
from sanctions.measures.judgement import fact
from sanctions.reading import each

EXAMPLES = 3
"""Precedents shown by number; the rest are only counted. A matter of display."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a measure answers to: the provisions as written, the heaviest weight, and whether it is a recurrence."""

    provisions: tuple[str, ...]
    severity: str | None
    recurring: bool


@dataclass(frozen=True, slots=True)
class Precedents:
    """Measures of other cases, of all institutions, on the same: how many of each kind, and the newest ones."""

    counts: Mapping[MeasureKind, int]
    last: tuple[Measure, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def likeness(facts: Facts) -> Likeness:
    """What a measure taken now in this case would answer to."""
    written = dict.fromkeys(finding.provision for finding in facts.findings)
    return Likeness(tuple(written), facts.worst, facts.recurring)


def precedents_of(reader: Reader, facts: Facts) -> Precedents:
    """The precedents of a case on a day."""
    return precedents(reader, likeness(facts), besides=facts.case.id, on=facts.on)


def precedents(reader: Reader, like: Likeness, *, besides: str, on: date) -> Precedents:
    """What was decided by a day in other cases for one of the provisions, with the same weight and recurrence.

    Left out: what was revoked or set aside, and urgent measures that lapsed.
    """
    if not like.provisions or like.severity is None:
        return Precedents({}, ())
    table = reader.table(Measure)
    same = [*standing_measures(reader, on), _on_provision(reader, like.provisions, on), table.c.case != besides]
    told = [*same, table.c.severity == like.severity, table.c.recurring == like.recurring]
    query = select(table.c.kind, func.count()).where(*told).group_by(table.c.kind)
    counts = Counter({MeasureKind(kind): int(n) for kind, n in reader.connection.execute(query)})
    last = reader.find(Measure, *told, limit=EXAMPLES)
    # Measures of earlier programs do not tell what they answered to; their findings do.
    for older in each(reader, Measure, *same, table.c.severity.is_(None)):
        was = likeness_of(reader, older, on)
        if (was.severity, was.recurring) == (like.severity, like.recurring):
            counts[MeasureKind(older.kind)] += 1
            last.append(older)
    newest = sorted(last, key=lambda measure: measure.ordinal, reverse=True)[:EXAMPLES]
    return Precedents(dict(counts), tuple(newest))


def standing_measures(reader: Reader, on: date) -> list[ColumnElement[bool]]:
    """Conditions of measures decided by a day that still count."""
    c = reader.table(Measure).c
    return [
        c.decided_on.is_not(None),
        c.decided_on <= on,
        or_(c.end.is_(None), c.end.not_in(NEVER_BOUND)),
        or_(c.lapses_on.is_(None), c.lapses_on > on),
    ]


def _on_provision(reader: Reader, provisions: tuple[str, ...], on: date) -> ColumnElement[bool]:
    f, m = reader.table(Finding).c, reader.table(Measure).c
    return exists(
        select(f.id).where(
            f.case == m.case,
            f.provision_key.in_({normal(one) for one in provisions}),
            f.found_on <= on,
            or_(f.withdrawn_on.is_(None), f.withdrawn_on > on),
        )
    )


def likeness_of(reader: Reader, measure: Measure, on: date) -> Likeness:
    """What a measure answered to: as it was told when decided, or by the findings of its case."""
    if measure.severity is not None:
        return Likeness(measure.provisions, measure.severity, measure.recurring)
    f = reader.table(Finding).c
    found = reader.find(Finding, f.case == measure.case, f.found_on <= (measure.decided_on or on))
    found = [one for one in found if one.withdrawn_on is None or one.withdrawn_on > on]
    written = tuple(dict.fromkeys(one.provision for one in sorted(found, key=lambda one: one.ordinal)))
    worst = max((one.severity for one in found), key=rank, default=None)
    return Likeness(written, worst, _recurred(reader, measure, written, on))


def _recurred(reader: Reader, measure: Measure, provisions: tuple[str, ...], on: date) -> bool:
    c = reader.table(Measure).c
    earlier = (
        *standing_measures(reader, on),
        _on_provision(reader, provisions, on),
        c.institution == measure.institution,
        c.case != measure.case,
        c.decided_on < measure.decided_on,
    )
    return bool(provisions) and bool(reader.find(Measure, *earlier, limit=1))


def departure(rules: View, rule: MeasureRule, before: Precedents) -> Message | None:
    """How a measure of this kind differs from the usual, None where it does not or nothing compares.

    The usual is what was decided most often; of several as frequent it lies between the lightest and the heaviest.
    Money and referrals stand beside the steps and compare with nothing.
    """
    steps = {kind: count for kind, count in before.counts.items() if _compares(rules.pack.measures[kind])}
    if not steps or not _compares(rule):
        return None
    most = max(steps.values())
    usual = sorted(
        (rules.pack.measures[kind] for kind, count in steps.items() if count == most), key=lambda one: one.order
    )
    words = tuple(one.word.words for one in usual)
    if rule.order > usual[-1].order:
        return msg("{word} is heavier than the usual for this: {usual}.", word=rule.word.opening, usual=words)
    if rule.order < usual[0].order:
        return msg("{word} is lighter than the usual for this: {usual}.", word=rule.word.opening, usual=words)
    return None


def _compares(rule: MeasureRule) -> bool:
    return rule.ladder and not rule.kind.needs_bills


def compared(rules: View, before: Precedents) -> int:
    """How many precedents a step can be compared with."""
    return sum(count for kind, count in before.counts.items() if _compares(rules.pack.measures[kind]))


def check_usual(
    facts: Facts, rule: MeasureRule, footing: Footing, before: Precedents, why: str | None
) -> tuple[Words, ...]:
    """Warnings where a proposal departs from the usual.

    Refused ``measure.deviation`` without a reason, once there are as many precedents as the policy
    ``consistency.precedents`` says. What must be done departs from nothing.
    """
    if footing.weighed is not None and footing.weighed.mandatory:
        return ()
    differs = departure(facts.rules, rule, before)
    if differs is None:
        return ()
    enough = facts.rules.integer("consistency.precedents")
    if why is None and enough is not None and compared(facts.rules, before) >= enough:
        raise refuse(
            "measure.deviation",
            msg("{differs} Say why with --deviation-reason.", differs=differs),
            facts.rules.reason("provisions.consistency"),
            field="deviation_reason",
        )
    return (differs,)


def why_it_departs(measure: Measure) -> tuple[Message, ...]:
    """The written reason of a departure, for whoever decides."""
    if measure.deviation_reason is None:
        return ()
    return (msg("Why it departs from the usual: {reason}", reason=measure.deviation_reason),)


def told_before(rules: View, before: Precedents) -> tuple[Message, ...]:
    """What was decided before, in one sentence; nothing where there is nothing."""
    if not before.counts:
        return ()
    return (
        msg(
            "Decided before for the same provision, weight and recurrence: {counts}. The newest: {examples}.",
            counts=tuple(_counted(rules, kind, count) for kind, count in _ordered(rules, before)),
            examples=tuple(_example(measure) for measure in before.last),
        ),
    )


def compared_reasons(facts: Facts, rule: MeasureRule, before: Precedents, *, must: bool) -> tuple[Reason, ...]:
    """How often a kind was decided on the same before, and whether it would depart from the usual."""
    told: list[Message] = []
    if count := before.counts.get(rule.kind, 0):
        told.append(
            msg("This kind was decided before for the same provision, weight and recurrence: {count}.", count=count)
        )
    differs = departure(facts.rules, rule, before)
    if differs is not None and not must:
        told.append(differs)
    return tuple(fact(facts.rules, text) for text in told)


def _ordered(rules: View, before: Precedents) -> list[tuple[MeasureKind, int]]:
    return sorted(before.counts.items(), key=lambda one: rules.pack.measures[one[0]].order)


def _counted(rules: View, kind: MeasureKind, count: int) -> Message:
    words: Bilingual = rules.pack.measures[kind].word.words
    return msg("{word} ({count})", word=words, count=count)


def _example(measure: Measure) -> Message:
    return msg(
        "{measure} {word}, {day}", measure=measure.id, word=measure.word, day=measure.decided_on or measure.proposed_on
    )
