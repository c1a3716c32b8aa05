"""Whether a letter fits what its subject has come to, and what is missing where it does not yet."""

from domain.messages import Message, msg
from domain.rulebook.kinds import DefenceGate, MeasureKind, NoticeGate
from domain.states.applications import Application
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.inspections import Inspection
from domain.states.measures import NEVER_BOUND, Measure
from domain.states.recoveries import Recovery
from sanctions.letters.values.application import blocking_bar
from sanctions.letters.values.common import Desk
from sanctions.letters.values.inspection import findings_of
from sanctions.letters.values.matter import Matter
from sanctions.letters.values.papers import approval_steps
from sanctions.measures.gates import NOT_REQUIRED, gates_of

_OF_THEIR_OWN = (
    MeasureKind.PAYMENT_HOLD,
    MeasureKind.WARNING_TALK,
    MeasureKind.RECTIFICATION_ORDER,
    MeasureKind.REFERRAL,
)
"""Kinds whose decision goes out as a paper of another name."""

_OTHER = msg("This letter belongs to another kind of measure.")
_FALLEN = msg("This measure never bound: no paper of it goes out.")
_UNDECIDED = msg("It is not approved yet. Approve it first, then the letter can be written.")


def _fallen(measure: Measure) -> bool:
    return measure.stage in ("rejected", "withdrawn") and measure.end in ("rejected", "withdrawn", "expired")


def _decided(measure: Measure, *kinds: MeasureKind) -> Message | None:
    if measure.kind not in kinds:
        return _OTHER
    if _fallen(measure):
        return _FALLEN
    return _UNDECIDED if measure.decided_on is None else None


def notice(desk: Desk, measure: Measure) -> Message | None:
    """Notice of an intended measure: where the rules want one before the decision."""
    gates = gates_of(measure, desk.rulebook.on(measure.decided_on or measure.proposed_on))
    if gates is None or gates.notice is not NoticeGate.BEFORE:
        return msg("No notice is given before this kind of measure.")
    if measure.defence == NOT_REQUIRED and measure.noticed is None:
        return msg("Notice and defence are recorded as not required here.")
    return _FALLEN if _fallen(measure) else None


def decision(desk: Desk, measure: Measure) -> Message | None:
    """Decision, of kinds that have no paper of their own."""
    return _decided(measure, *(kind for kind in MeasureKind if kind not in _OF_THEIR_OWN))


def rectification(desk: Desk, measure: Measure) -> Message | None:
    """Rectification order."""
    return _decided(measure, MeasureKind.RECTIFICATION_ORDER)


def hold(desk: Desk, measure: Measure) -> Message | None:
    """Notice that payment is held."""
    return _decided(measure, MeasureKind.PAYMENT_HOLD)


def referral(desk: Desk, measure: Measure) -> Message | None:
    """Referral letter."""
    return _decided(measure, MeasureKind.REFERRAL)


def talk_notice(desk: Desk, measure: Measure) -> Message | None:
    """Invitation to a talk: until it is held."""
    lacks = talk(desk, measure)
    if lacks is None and measure.stage == "done":
        return msg("The talk was held.")
    return lacks


def talk(desk: Desk, measure: Measure) -> Message | None:
    """Papers of a talk: to write down what was said."""
    if measure.kind != MeasureKind.WARNING_TALK:
        return _OTHER
    return _FALLEN if measure.end in NEVER_BOUND else None


def refusal_list(desk: Desk, measure: Measure) -> Message | None:
    """List of what is refused, by bill: it goes with the notice already."""
    if measure.kind != MeasureKind.REFUSE_PAYMENT:
        return _OTHER
    return _FALLEN if _fallen(measure) else None


def release(desk: Desk, measure: Measure) -> Message | None:
    """Release of held payment: once a bill was released."""
    lacks = _decided(measure, MeasureKind.PAYMENT_HOLD)
    if lacks is not None:
        return lacks
    bills = Matter(desk, measure).case.bills
    if any(bill.released for bill in bills if bill.measure == measure.id):
        return None
    return msg("No bill held under it is released yet. Release bills first: hold release.")


def resumption(desk: Desk, measure: Measure) -> Message | None:
    """Resumption: once a measure whose end has something to resume is over."""
    rule = desk.rulebook.on(measure.decided_on or measure.proposed_on).measure(measure.kind)
    if rule is None or not rule.resume:
        return _OTHER
    if measure.in_force_from is None:
        return msg("It was never in force: there is nothing to resume.")
    over = measure.over_on(desk.on)
    if over is not None and over <= desk.on:
        # What took its place goes on keeping back what it kept back.
        return msg("Another measure took its place: nothing is resumed.") if measure.end == "superseded" else None
    return msg("It is still in force. Lift it first, or wait until it has run out.")


def defence_record(desk: Desk, measure: Measure) -> Message | None:
    """Record of a statement and defence: to be filled in while it is heard, or as it was entered."""
    gates = gates_of(measure, desk.rulebook.on(measure.decided_on or measure.proposed_on))
    if gates is None or gates.defence is DefenceGate.NONE:
        return msg("No defence is heard for this kind of measure.")
    if measure.defence == NOT_REQUIRED:
        return msg("Notice and defence are recorded as not required here.")
    if measure.defence is not None or measure.notice_on is not None:
        return None
    if gates.defence is DefenceGate.AFTER and measure.decided_on is not None:
        return None
    return msg("The notice was not served yet. Serve it first: measure serve --document notice.")


def defence_review(desk: Desk, measure: Measure) -> Message | None:
    """What was made of a defence."""
    if measure.defence == "heard":
        return None
    return msg("No defence was heard. Record it first: measure defence --outcome heard.")


def approval_sheet(desk: Desk, measure: Measure) -> Message | None:
    """Approval sheet: whatever somebody decides."""
    if measure.kind == MeasureKind.WARNING_TALK:
        return msg("A talk needs nobody's approval.")
    return None


def approval_record(desk: Desk, state: State) -> Message | None:
    """Approval record: once somebody was asked."""
    if state.pending is not None or approval_steps(desk, state.id)["steps"]:
        return None
    return msg("Nobody was asked to approve anything here.")


def minutes(desk: Desk, measure: Measure) -> Message | None:
    """Minutes of a collective discussion: to be filled in when it is the turn of one, or as it was entered."""
    told = approval_steps(desk, measure.id)
    pending = measure.pending
    if told["discussion"] is not None or (pending is not None and "discussion" in pending.chain):
        return None
    return msg("No collective discussion is among its levels of approval.")


def service(desk: Desk, measure: Measure) -> Message | None:
    """Receipt of service: of the notice, and of the decision once there is one."""
    if measure.kind == MeasureKind.WARNING_TALK:
        return talk(desk, measure)
    if measure.decided_on is not None or measure.served:
        return None
    return notice(desk, measure)


def inspection(desk: Desk, held: Inspection) -> Message | None:
    """Papers of an inspection: to be filled in while it is held, or as it was recorded."""
    return msg("This inspection was called off.") if held.status == "cancelled" else None


def facts_confirmation(desk: Desk, held: Inspection) -> Message | None:
    """Confirmation of facts: once something was found."""
    if held.held_on is None:
        return msg("It was not held yet. Record it first: inspection record.")
    if not findings_of(desk, held.id):
        return msg("Nothing was found in it. Add what was found first: finding add.")
    return None


def acceptance(desk: Desk, complaint: Complaint) -> Message | None:
    """Acceptance of a complaint."""
    if complaint.accepted_on is None:
        return msg("It is not accepted. Accept it first: complaint accept.")
    return None


def non_acceptance(desk: Desk, complaint: Complaint) -> Message | None:
    """Non-acceptance of a complaint."""
    return None if complaint.status == "declined" else msg("It was not declined.")


def transfer(desk: Desk, complaint: Complaint) -> Message | None:
    """Letter by which a complaint is handed over."""
    if complaint.letters:
        return None
    return msg("It was handed over to nobody. Do so first: complaint transfer, complaint hand-over.")


def completion(desk: Desk, complaint: Complaint) -> Message | None:
    """Completion of a complaint."""
    return None if complaint.status == "answered" else msg("It is not answered yet. Record it first: complaint answer.")


def reply(desk: Desk, complaint: Complaint) -> Message | None:
    """Answer to whoever reported: also while it is still to be written."""
    if complaint.status in ("accepted", "in-case", "answered"):
        return None
    return msg("It is not accepted, or was handed over. Accept it first: complaint accept.")


def application_refusal(desk: Desk, application: Application) -> Message | None:
    """Refusal of an application."""
    if application.status != "refused":
        return msg("This application was not refused.")
    if application.refusal == "application.barred" and blocking_bar(desk, application) is None:
        return msg("The bar it was refused for no longer stands. Tell the applicant that it may apply again.")
    return None


def recovery(desk: Desk, back: Recovery) -> Message | None:
    """Notice of a recovery."""
    return msg("Nothing is to be recovered any more.") if back.status == "set-aside" else None


def demand(desk: Desk, back: Recovery) -> Message | None:
    """Demand: as long as something is open, or as it was served."""
    if back.open or back.demands:
        return None
    return msg("Nothing is open any more: there is nothing to demand.")


def written_decision(desk: Desk, back: Recovery) -> Message | None:
    """Written decision that requires performance: once another person approved it."""
    if back.decided_on is not None:
        return None
    return msg("No written decision was approved. Ask for it first: recovery decide.")


def case(desk: Desk, opened: Case) -> Message | None:
    """Papers of a case's file."""
    return None
