"""What one rule alone cannot show wrong: references between rules, sources against quotes, numbers that parse."""

import re
from collections.abc import Iterator, Mapping

from domain.calendars.periods import Period
from domain.reasons import SourceKind
from domain.refusals import Refused
from domain.rulebook.clauses import normal
from domain.rulebook.faults import PackFault
from domain.rulebook.kinds import BarEffect, BarTrigger, MeasureKind, Nature, PolicyType
from domain.rulebook.model import FRAUD, Gates, Ground, MeasureRule, Pack, Policy, Rule
from domain.rulebook.settings import parse_value

# What the program asks every pack for; the national pack gives a default for each.
REQUIRED_POLICIES: dict[str, PolicyType] = {
    "publication.period": PolicyType.PERIOD,
    "publication.scope": PolicyType.CHOICE,
    "bar.after_breach": PolicyType.CHOICE,
    "bar.after_failed_renewal": PolicyType.CHOICE,
    "bar.length": PolicyType.PERIOD,
    "bar.document": PolicyType.TEXT,
    "bar.published_on": PolicyType.DAY,
    "bar.link": PolicyType.LINK,
    "bar.fair_competition_review": PolicyType.TEXT,
    "bar.effective_from": PolicyType.DAY,
    "defence.period": PolicyType.PERIOD,
    "answer.period": PolicyType.PERIOD,
    "hold.contest_period": PolicyType.PERIOD,
    "hold.review": PolicyType.PERIOD,
    "entry.late_after": PolicyType.PERIOD,
    "service.announcement": PolicyType.PERIOD,
    "renewal.apply_before": PolicyType.PERIOD,
    "renewal.remind_before": PolicyType.PERIOD,
    "renewal.pass_score": PolicyType.INTEGER,
    "complaint.clock": PolicyType.CHOICE,
    "complaint.review": PolicyType.PERIOD,
    "complaint.tell": PolicyType.PERIOD,
}
REQUIRED_PROVISIONS = (
    "emergency",
    "remedy-review",
    "remedy-suit",
    "remedy-no-stay",
    "hold-release",
    "settle-on-time",
    "no-pass-on",
    "approval-levels",
    "publication-content",
    "publication-start",
    "publication-done",
    "complaint-handling",
    "reporter-secret",
    "fraud-determination",
    "ladder-advice",
    "agreement-source",
    "breach-bar-source",
    "bar-counting",
    "bar-never",
    "renewal-lapse",
    "renewal-not-renewed",
    "window-practical",
    "termination-continues",
    "department-patients",
    "new-patients-silent",
)
_SETTLED_WORDS = (
    "title",
    "serving",
    "decided",
    "in-force",
    "decision-day",
    "ended",
    "telephone",
    "correction",
    "withdrawal",
    "remark",
    "medical",
    "rehabilitation",
    "device",
)
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def cross_faults(pack: Pack, file: str) -> list[PackFault]:
    """Faults between the rules of a pack that converted well."""
    return [
        PackFault(file, table, key, what)
        for check in (
            _sources,
            _references,
            _bar_effects,
            _measures,
            _grounds,
            _wordings,
            _numbers,
            _records,
            _completeness,
        )
        for table, key, what in check(pack)
    ]


def default_faults(policies: Mapping[str, Policy], file: str) -> list[PackFault]:
    """Faults of policies' own defaults: they can be told even where other rules did not convert."""
    return [
        PackFault(file, table, key, what) for name, one in policies.items() for table, key, what in _policy(name, one)
    ]


Fault = tuple[str, str, str]


def _sources(pack: Pack) -> Iterator[Fault]:
    for address, rule in pack.rules().items():
        literal = rule.source_kind is SourceKind.NOTICE_LITERAL
        if literal and not rule.quote:
            yield address, "quote", "missing; a rule of the notice quotes its words"
        if not literal and rule.quote is not None:
            yield address, "quote", "only a rule of the notice (notice_literal) has a quote"
        if literal and pack.notice and not (rule.clause or "").startswith(f"{pack.notice.citation} "):
            yield address, "clause", f"must begin with {pack.notice.citation} and a blank"
        if rule.source_kind is SourceKind.NATIONAL_LAW and not rule.clause:
            yield address, "clause", "missing; national law is cited by article"


def _references(pack: Pack) -> Iterator[Fault]:
    for address, rule in pack.rules().items():
        for key in rule.see:
            if key not in pack.provisions:
                yield address, "see", f"no provision {key}"
    for table, field, wanted, kind in _policy_references(pack):
        policy = pack.policies.get(wanted)
        if policy is None:
            yield table, field, f"no policy {wanted}"
        elif policy.type is not kind:
            yield table, field, f"policy {wanted} is not a {kind}"


def _bar_effects(pack: Pack) -> Iterator[Fault]:
    for key, bar in pack.bars.items():
        effect = pack.policies.get(bar.effect)
        if effect is not None and not set(effect.choices) <= {str(e) for e in BarEffect}:
            yield f"bars.{key}", "effect", f"policy {bar.effect} offers more than block, warn, off"


def _policy_references(pack: Pack) -> Iterator[tuple[str, str, str, PolicyType]]:
    for key, measure in pack.measures.items():
        for name, gates in _gates(measure):
            if gates.period is not None:
                yield f"measures.{key}", f"{name}.period", gates.period, PolicyType.PERIOD
    for key, rule in pack.publications.items():
        yield f"publications.{key}", "period", rule.period, PolicyType.PERIOD
        yield f"publications.{key}", "scope", rule.scope, PolicyType.CHOICE
    for key, bar in pack.bars.items():
        yield f"bars.{key}", "effect", bar.effect, PolicyType.CHOICE
        yield f"bars.{key}", "length", bar.length, PolicyType.PERIOD
        if bar.effective_from is not None:
            yield f"bars.{key}", "effective_from", bar.effective_from, PolicyType.DAY


def _gates(measure: MeasureRule) -> Iterator[tuple[str, Gates]]:
    yield "gates", measure.gates
    if measure.objective_gates is not None:
        yield "objective_gates", measure.objective_gates


def _measures(pack: Pack) -> Iterator[Fault]:
    for kind in MeasureKind:
        if kind not in pack.measures:
            yield f"measures.{kind}", "", "missing; a place that lacks it says enabled = false"
    for key, measure in pack.measures.items():
        if not measure.words:
            yield f"measures.{key}", "words", "at least one word"
        if len({word.zh for word in measure.words}) != len(measure.words):
            yield f"measures.{key}", "words", "the same word twice"
        for field, named in (("follow_ups", measure.follow_ups), ("resume", measure.resume)):
            for task in named:
                if task not in pack.tasks:
                    yield f"measures.{key}", field, f"no task {task}"
    for table, wanted, have in (
        ("publications", tuple(Nature), pack.publications),
        ("bars", tuple(BarTrigger), pack.bars),
    ):
        for name in wanted:
            if name not in have:
                yield f"{table}.{name}", "", "missing"


def _grounds(pack: Pack) -> Iterator[Fault]:
    words = {word.zh for measure in pack.measures.values() for word in measure.words}
    for key, ground in pack.grounds.items():
        address = f"grounds.{key}"
        if not ground.measures:
            yield address, "measures", "at least one measure"
        if MeasureKind.TERMINATION in ground.measures and ground.end_kind is None:
            yield address, "end_kind", "missing; a ground of termination says how it ends"
        yield from _triggers(pack, ground, words, address)


def _triggers(pack: Pack, ground: Ground, words: set[str], address: str) -> Iterator[Fault]:
    for number, trigger in enumerate(ground.triggers, start=1):
        named = [x for x in (trigger.event, trigger.finding, trigger.recheck_during) if x is not None]
        if len(named) != 1:
            yield address, f"triggers.{number}", "exactly one of event, finding, recheck_during"
        if trigger.finding is not None and trigger.finding not in pack.findings:
            yield address, f"triggers.{number}", f"no finding category {trigger.finding}"
        if trigger.recheck_during is not None and trigger.recheck_during not in words:
            yield address, f"triggers.{number}", f"no measure has the word {trigger.recheck_during}"


def _wordings(pack: Pack) -> Iterator[Fault]:
    for key, wording in pack.wordings.items():
        # An empty word would be found in every text.
        if not wording.words or not all(normal(word) for word in wording.words):
            yield f"wordings.{key}", "words", "at least one word, and none empty"


def _numbers(pack: Pack) -> Iterator[Fault]:
    if pack.valid_from and pack.valid_to and pack.valid_to < pack.valid_from:
        yield "", "valid_to", "before valid_from"
    for key, rule in pack.rules().items():
        yield from _rule_dates(key, rule)
    for key, policy in pack.policies.items():
        yield from _policy(key, policy)
    for key, window in pack.windows.items():
        for field, value in (("from_day", window.from_day), ("to_day", window.to_day)):
            if not _MONTH_DAY.fullmatch(value):
                yield f"windows.{key}", field, "must be month and day as 10-01"
    for key, fine in pack.fines.items():
        if not 0 < fine.low <= fine.high:
            yield f"fines.{key}", "low", "must be above 0 and not above high"


def _records(pack: Pack) -> Iterator[Fault]:
    for key, record in pack.records.items():
        if not record.services or not record.authorities:
            yield f"records.{key}", "services", "at least one service and one authority"
        try:
            fits = Period.parse(record.period).unit != "wd" and not record.period.startswith("-")
        except Refused:
            fits = False
        if not fits:
            yield f"records.{key}", "period", "years, months or days counted forward, such as 2y"


def _rule_dates(address: str, rule: Rule) -> Iterator[Fault]:
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield address, "valid_to", "before valid_from"


def _policy(key: str, policy: Policy) -> Iterator[Fault]:
    address = f"policies.{key}"
    if policy.type is PolicyType.CHOICE and (not policy.choices or policy.default not in policy.choices):
        yield address, "default", "must be one of choices"
    if policy.default is None:
        return
    try:
        parse_value(policy, str(policy.default))
    except Refused:
        yield address, "default", f"not a {policy.type}"


def _completeness(pack: Pack) -> Iterator[Fault]:
    for key, kind in REQUIRED_POLICIES.items():
        if key not in pack.policies:
            yield f"policies.{key}", "", "missing"
        elif pack.policies[key].type is not kind:
            yield f"policies.{key}", "type", f"must be {kind}"
    for key in REQUIRED_PROVISIONS:
        if key not in pack.provisions:
            yield f"provisions.{key}", "", "missing"
    if FRAUD not in pack.wordings:
        yield f"wordings.{FRAUD}", "", "missing"
    for key in _SETTLED_WORDS:
        if key not in pack.publication_words:
            yield "publication_words", key, "missing"
