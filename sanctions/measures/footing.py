"""What a measure rests on (依据): its ground, the word of the decision, the agreement clause, how it is worded."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.clauses import normal, same
from domain.rulebook.kinds import ClauseNeed, MeasureKind, Nature, ServiceType
from domain.rulebook.model import FRAUD, MeasureRule, Word
from sanctions.measures.consequences import sentence
from sanctions.measures.facts import Facts
from sanctions.measures.judgement import Weighed, grounds_for, weigh


@dataclass(frozen=True, slots=True)
class Footing:
    """What a measure rests on: the ground chosen, or the rule of the measure where none was."""

    weighed: Weighed | None
    key: str | None
    clause: str | None
    source_kind: str
    nature: Nature | None
    end_kind: str | None

    @property
    def apart_from_ladder(self) -> bool:
        """Whether the order of steps does not matter: the fact the ground names is there, or it must be acted on."""
        return self.weighed is not None and (self.weighed.called_for or self.weighed.mandatory)


def footing_of(
    facts: Facts, rule: MeasureRule, services: Sequence[ServiceType], name: str | None, as_objective: str | None
) -> Footing:
    """The ground named, held against the record. Refused ``measure.ground``."""
    if name is None:
        if rule.kind.needs_ground:
            raise refuse(
                "measure.ground",
                msg(
                    "{word} needs its ground. Give --ground with one of: {grounds}.",
                    word=rule.word.opening,
                    grounds=_usable(facts, rule, services),
                ),
                field="ground",
            )
        return Footing(None, None, rule.clause, rule.source_kind, None, None)
    ground = facts.rules.ground(name, rule.kind)
    if ground is None and not rule.kind.needs_ground:
        cited = facts.rules.by_clause(name)
        if cited:
            return Footing(None, None, cited[0].clause, cited[0].source_kind, None, None)
    if ground is None:
        raise refuse(
            "measure.ground",
            msg(
                "{ground} is no ground for {word} here. Choose one of: {grounds}.",
                ground=name,
                word=rule.word.words,
                grounds=_usable(facts, rule, services),
            ),
            field="ground",
        )
    weighed = weigh(facts, ground)
    if weighed.lacks is not None:
        raise refuse("measure.ground", weighed.lacks, *facts.rules.reasons(ground), field="ground")
    if not set(services) <= set(ground.services):
        raise refuse(
            "measure.ground",
            msg("{ground} does not cover every service chosen.", ground=ground.clause or ground.key),
            ground.reason,
            field="ground",
        )
    nature = ground.nature
    if as_objective is not None:
        if not ground.nature_overridable:
            raise refuse(
                "measure.ground",
                msg("The nature of {ground} cannot be changed.", ground=ground.clause or ground.key),
                ground.reason,
                field="as_objective",
            )
        nature = Nature.OBJECTIVE
    return Footing(weighed, ground.key, ground.clause, ground.source_kind, nature, ground.end_kind)


def _usable(facts: Facts, rule: MeasureRule, services: Sequence[ServiceType]) -> tuple[str, ...]:
    return tuple(
        one.ground.clause or one.ground.key for one in grounds_for(facts, rule.kind, services) if one.lacks is None
    )


def word_of(rule: MeasureRule, footing: Footing, wanted: str | None) -> Word:
    """The word of the decision: the one chosen, or the one that goes with the ground. Refused ``measure.word``."""
    if wanted is None:
        end_kind = footing.weighed.ground.end_kind if footing.weighed else None
        return rule.word_for(end_kind)
    for word in rule.words:
        if normal(word.zh) == normal(wanted) or normal(word.en) == normal(wanted):
            return word
    raise refuse(
        "measure.word",
        msg(
            "{word} is none of the words for this measure here: {words}.",
            word=wanted,
            words=tuple(word.zh for word in rule.words),
        ),
        rule.reason,
        field="word",
    )


def clause_warnings(
    facts: Facts, rule: MeasureRule, footing: Footing, clause: str | None, services: Sequence[ServiceType]
) -> tuple[Words, ...]:
    """Warnings about the agreement clause. Refused ``measure.clause`` where one must be named."""
    ground = footing.weighed.ground if footing.weighed else None
    needed = rule.agreement_clause is ClauseNeed.REQUIRED or (ground is not None and ground.needs_agreement_clause)
    if clause is None:
        if needed:
            source = ground if ground is not None and ground.needs_agreement_clause else rule
            raise refuse(
                "measure.clause",
                msg("{word} rests on an agreement clause here. Name it with --clause.", word=rule.word.opening),
                *facts.rules.reasons(source),
                field="clause",
            )
        return (
            ()
            if rule.agreement_clause is ClauseNeed.NONE
            else (sentence(facts.rules.reason("provisions.agreement-source").text),)
        )
    known = (c.clause for a in facts.agreements if a.service in services for c in a.clauses)
    if any(same(clause, one) for one in known):
        return ()
    return (msg("The words of agreement clause {clause} are not on record: agreement clause add.", clause=clause),)


def check_wording(facts: Facts, kind: MeasureKind, text: str, field: str) -> None:
    """Refuse ``measure.wording`` for a paper that says fraud before it is determined (工伤保险条例 60).

    Which words these are, and which papers may say them, stands in the rulebook.
    """
    if facts.determined or not facts.rules.accuses(text, kind):
        return
    outward = next((c.outward for c in facts.rules.pack.findings.values() if c.outward is not None), None)
    raise refuse(
        "measure.wording",
        msg("Fraud is not determined here, and this text leaves the house. Write: {words}.", words=outward or ""),
        *facts.rules.reasons(facts.rules.pack.wordings[FRAUD]),
        field=field,
    )
