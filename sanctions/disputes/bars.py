"""What an outcome does to a bar that is contested alone: it falls or is shortened; what started it stands."""

from datetime import date
from typing import Any

from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.disputes import Dispute
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from domain.states.stays import FALLS
from sanctions.admitting.bars import RunningBar, bar_of_termination
from sanctions.disputes.asked import UNLAWFUL, Asked
from sanctions.disputes.following import tell_applicants
from sanctions.disputes.measures import compensate, decision_entry, remake, taken_back
from sanctions.disputes.targets import Target, bar_of_agreement
from sanctions.work import Work


def carry_out(work: Work, dispute: Dispute, target: Target, asked: Asked) -> tuple[list[Words], list[str]]:
    """Let the bar fall, shorten it or have its loss looked into; the effects, and the applications to be told."""
    state = target.state
    assert isinstance(state, (Measure, Agreement))
    if asked.outcome == UNLAWFUL:
        effects: list[Words] = [msg("The bar runs on; it was declared unlawful.")]
        return effects + compensate(work, dispute, dispute.id), []
    if asked.outcome in FALLS:
        _record(work, target, f"{target.noun}.set-bar-aside", taken_back(dispute, asked))
        heard, applications = tell_applicants(work, state.id)
        effects = [msg("The bar it started falls."), *heard]
        effects.append(msg("What started it ({id}) stands.", id=target.name.partition(":")[2]))
        if asked.remake_by is not None:
            effects += remake(work, dispute, asked)
        return effects, applications
    until = _new_end(work, target, asked)
    _record(work, target, f"{target.noun}.shorten-bar", {"dispute": dispute.id, "until": until})
    return [msg("The last barred day is now {day}.", day=until)], []


def _new_end(work: Work, target: Target, asked: Asked) -> date:
    if asked.departments or asked.bills or asked.word or asked.rectify_by or asked.until is None:
        raise refuse("dispute.parts", msg("Of a bar only the last day can be varied: --until."), field="until")
    bar = _bar(work, target)
    if bar is None:
        raise refuse("dispute.target", msg("{id} started no bar that still stands.", id=target.name), field="id")
    if not bar.decided_on <= asked.until < bar.until:
        raise refuse(
            "dispute.parts",
            msg(
                "The new last barred day lies from {first} on and before {last}.", first=bar.decided_on, last=bar.until
            ),
            field="until",
        )
    return asked.until


def _bar(work: Work, target: Target) -> RunningBar | None:
    if isinstance(target.state, Measure):
        return bar_of_termination(target.state, work.rulebook, work.on, work.calendar)
    assert isinstance(target.state, Agreement)
    return bar_of_agreement(work.tx, target.state, work.rulebook, work.on)


def _record(work: Work, target: Target, kind: str, told: dict[str, Any]) -> None:
    state = target.state
    corrects = decision_entry(work, state) if isinstance(state, Measure) else _renewal_entry(work, state.id)
    work.follow(kind, state.id, told, institution=state.institution, effective_on=target.decided_on, corrects=corrects)


def _renewal_entry(work: Work, subject: str) -> str | None:
    found = [entry.id for entry in work.tx.entries(subject=subject, kinds=("renewal.decide",))]
    return found[-1] if found else None
