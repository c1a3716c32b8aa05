"""Notice (告知) and the right to state and defend (陈述申辩), before a decision or after it."""

from dataclasses import replace

from domain.acts import Upload
from domain.acts.measures import DEFENCE, NOTICE
from domain.messages import Words, msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.kinds import DefenceGate, MeasureKind, NoticeGate
from domain.states.attachments import Attachment
from domain.states.cases import Case
from domain.states.core import State
from domain.states.measures import Measure
from sanctions.following.resuming import keep_up
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.consequences import bills_held
from sanctions.measures.facts import gather
from sanctions.measures.footing import check_wording
from sanctions.measures.gates import NOT_REQUIRED, defence_clock
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.measures.urgent import place_bills
from sanctions.results import Done
from sanctions.work import Work


@handles(NOTICE)
def notice(work: Work, *, id: str, number: str | None, note: str | None) -> Done:
    """Issue the notice (告知书): what it says now is what a decision may not go beyond."""
    measure, _, steps = standing(work, id)
    if steps.notice is not NoticeGate.BEFORE:
        raise out_of_turn(msg("This measure needs no notice beforehand."))
    if measure.decided_on is not None:
        raise out_of_turn(msg("It is decided already; this step comes before the decision."))
    if measure.noticed is not None and not measure.outgrew_notice:
        raise already(measure, measure.notice_on or measure.last_on)
    _check_wording(work, measure, note, "note")
    state = work.record("measure.notice", id, {"number": number, "note": note}, institution=measure.institution)
    return Done(
        id=id, status=status_of(work, state), effects=(msg("Its service starts the time to state and defend."),)
    )


@handles(DEFENCE)
def defence(
    work: Work,
    *,
    id: str,
    outcome: str,
    text: str | None,
    adopted: str | None,
    reply: str | None,
    proof: Upload | None,
) -> Done:
    """Record statement and defence (陈述申辩), each outcome with what makes it good.

    Refused ``measure.step`` out of turn, ``measure.defence`` where an outcome lacks its text or proof, or the period
    still runs.
    """
    measure, _, steps = standing(work, id)
    if steps.defence is DefenceGate.NONE:
        raise out_of_turn(msg("This measure needs no statement and defence."))
    if measure.defence is not None and measure.defence_on is not None and not measure.outgrew_notice:
        raise already(measure, measure.defence_on)
    # What was agreed by word binds already: its defence is heard whenever it comes, before or after the papers.
    by_word = measure.urgent is not None
    before = steps.defence is DefenceGate.BEFORE and not by_word
    if before and measure.decided_on is not None:
        raise out_of_turn(msg("It is decided already; this step comes before the decision."))
    if not before and not by_word and measure.decided_on is None:
        raise out_of_turn(msg("It must be approved by another person first."))
    if outcome == NOT_REQUIRED:
        if not steps.not_required:
            raise refuse(
                "measure.defence",
                msg("A defence can only be left out for an outside event. Record it as heard, waived or expired."),
                *_defence_rules(work, measure),
                field="outcome",
            )
        text = text or reply or measure.reason
    elif before and (measure.notice_on is None or measure.outgrew_notice):
        raise out_of_turn(msg("Serve the notice first: measure notice, then measure serve --document notice."))
    _check_wording(work, measure, reply, "reply")
    _check_outcome(work, measure, outcome, text=text, adopted=adopted, reply=reply, proof=proof)
    if measure.lapses_on is not None and replace(measure, defence=outcome).lapse is None:
        keep_up(work, measure, reply or text or outcome)
    state = work.record(
        "measure.defence",
        id,
        {"outcome": outcome, "text": text, "adopted": adopted, "reply": reply},
        institution=measure.institution,
    )
    if proof is not None:
        attach(work, subject=id, file=proof, kind="defence")
    return Done(id=id, status=status_of(work, state), effects=_made_good(work, measure, state))


def _made_good(work: Work, before: Measure, after: State) -> tuple[Words, ...]:
    """An urgent measure with papers and defence stands for good; only now are the bills of a hold on the books."""
    assert isinstance(after, Measure)
    if before.lapses_on is None or after.lapses_on is not None:
        return ()
    told: tuple[Words, ...] = (msg("It no longer lapses."),)
    if after.kind == MeasureKind.PAYMENT_HOLD:
        place_bills(work, after)
        told = (*told, bills_held(after))
    return told


def _check_wording(work: Work, measure: Measure, text: str | None, field: str) -> None:
    """A text that goes into a paper of this measure; refused ``measure.wording`` as its reason would be."""
    if text is not None and work.rules.accuses(text, measure.kind):
        facts = gather(work.tx, work.rulebook, work.calendar, work.need(Case, measure.case), work.on)
        check_wording(facts, MeasureKind(measure.kind), text, field)


def _check_outcome(
    work: Work,
    measure: Measure,
    outcome: str,
    *,
    text: str | None,
    adopted: str | None,
    reply: str | None,
    proof: Upload | None,
) -> None:
    if outcome == "heard" and (adopted is None or reply is None):
        raise refuse(
            "measure.defence",
            msg("Say whether the defence was adopted and what was replied: --adopted and --reply."),
            *_defence_rules(work, measure),
            field="adopted" if adopted is None else "reply",
        )
    if outcome == "waived" and proof is None and text is None and reply is None and not _attached(work, measure):
        raise refuse(
            "measure.defence",
            msg("A waiver needs proof. Give --proof FILE, or say in --text what shows it."),
            *_defence_rules(work, measure),
            field="proof",
        )
    if outcome == "expired":
        clock = defence_clock(measure, work.rulebook, work.calendar)
        if clock is None:
            raise out_of_turn(msg("Record the service of the decision first."))
        if work.on <= clock.due:
            raise refuse(
                "measure.defence",
                msg("The time to state and defend runs to {day}; it is over on the day after.", day=clock.due),
                *_defence_rules(work, measure),
                field="outcome",
            )


def _attached(work: Work, measure: Measure) -> bool:
    return bool(work.tx.find(Attachment, work.tx.table(Attachment).c.subject == measure.id, limit=1))


def _defence_rules(work: Work, measure: Measure) -> list[Reason]:
    return [rule.reason for rule in work.rules.pack.due_process.values() if MeasureKind(measure.kind) in rule.kinds]
