"""Which acts a subject's state does not allow, and why: what the menu of acts puts last.

Never a second opinion: every line here is one that the use case of the act refuses whatever is filled in. Where that
is not certain, the act is offered, and the use case decides.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from console.tui.session import Opened
from console.tui.subjects import Subject
from db.store import Reader
from domain.acts import acts
from domain.messages import Message, msg
from domain.refusals import Refused
from domain.rulebook.kinds import DefenceGate, Extent, MeasureEnd, MeasureKind, TakesEffect
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states import State, aggregate_of
from domain.states.agency import Operator
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.attachments import Attachment
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.disputes import Dispute
from domain.states.inspections import Finding, Inspection
from domain.states.measures import NEVER_BOUND, Measure
from domain.states.publications import Publication
from domain.states.recoveries import Recovery
from domain.states.tasks import Task
from domain.words import COMPLAINTS, STATUSES, TASKS
from sanctions.cases.turns import require_free as case_free
from sanctions.cases.turns import require_opened
from sanctions.intake.complaint_moves import FROM
from sanctions.measures.gates import gates_of
from sanctions.measures.problems import RECHECKED
from sanctions.measures.turns import require_free as measure_free
from sanctions.money.recoveries import require_free as recovery_free
from sanctions.permissions import conflict
from sanctions.publishing.checks import publishable_version
from sanctions.recusal import institutions_of, shut_to
from sanctions.rules import rulebook_of
from sanctions.veil import SHUT

Why = dict[str, Message]
"""Act -> why it cannot be done now."""

PENDING = msg("a decision is pending")
DECIDED, UNDECIDED = msg("it is decided"), msg("not decided yet")
OTHER_KIND = msg("not for a measure of this kind")
UNAPPROVED = msg("its text is not approved")

_STANDING = (
    *("measure.notice", "measure.defence", "measure.serve", "measure.receipt", "measure.complete", "measure.recheck"),
    *("measure.lift", "measure.appoint", "measure.report", "measure.problem", "measure.extend"),
    *("measure.inpatients", "measure.decide-inpatient"),
)
"""Acts on a measure that has not ended."""
_RECTIFYING = ("measure.recheck", "measure.report", "measure.problem", "measure.extend")
_OPEN_CASE = (
    *("case.add", "case.extend", "case.close", "case.handover", "case.acknowledge", "case.decline-handover"),
    *("hold.add", "finding.add", "measure.propose"),
)
_OPENED_CASE = (
    *("case.add", "case.extend", "case.handover", "case.acknowledge", "case.decline-handover"),
    *("hold.add", "measure.propose"),
)
_FREE_CASE = ("case.close", "case.extend", "hold.release", "hold.add", "hold.owe")


def not_now(reader: Reader, opened: Opened, subjects: Iterable[Subject]) -> Mapping[tuple[str, str], Why]:
    """For each subject that is on record, by noun and id, the acts its state does not allow."""
    actor = reader.get(Operator, f"operator:{opened.operator}")
    shut = shut_to(reader, opened.person)
    found: dict[tuple[str, str], Why] = {}
    rulebook: Rulebook | None = None
    for one in subjects:
        state = _state(reader, one)
        if state is not None:
            judge = _BY_STATE.get(type(state))
            barred = judge(state) if judge is not None else {}
            if isinstance(state, Measure) and state.decided_on is not None:
                rulebook = rulebook or rulebook_of(reader)
                barred = _out_of_turn(state, rulebook.on(state.decided_on)) | barred
            found[one.noun, one.id] = barred | _deciding(state, actor)
            if institutions_of(reader, state) & shut:
                found[one.noun, one.id] |= {kind.kind: SHUT for kind in acts() if kind.kind != "operator.tie"}
    return found


def _state(reader: Reader, subject: Subject) -> State | None:
    for key in (subject.id, f"{subject.noun}:{subject.id}"):
        try:
            kind = aggregate_of(key).state
        except KeyError:
            continue
        found: State | None = reader.get(kind, key)
        if found is not None:
            return found
    return None


def _deciding(state: State, actor: Operator | None) -> Why:
    pending = state.pending
    if pending is None:
        return dict.fromkeys(("approve", "reject", "return", "resubmit"), msg("nothing waits here"))
    if pending.returned:
        returned = msg("returned to {who}, to be submitted again", who=pending.by)
        return dict.fromkeys(("approve", "reject", "return"), returned)
    why: Why = {"resubmit": msg("it was not returned")}
    against = conflict(actor, pending, ()) if actor is not None else None
    if against is not None:
        why |= dict.fromkeys(("approve", "reject", "return"), against.refusal.message)
    return why


def _refuses(check: Callable[[Any], object], state: State) -> bool:
    """Whether a check that use cases make refuses this state."""
    try:
        check(state)
    except Refused:
        return True
    return False


def _measure(one: Measure) -> Why:
    why: Why = {}
    if _refuses(measure_free, one):
        why |= dict.fromkeys(("measure.lift", "measure.extend", "measure.revoke"), PENDING)
    if one.kind not in RECHECKED:
        why |= dict.fromkeys(_RECTIFYING, OTHER_KIND)
    if one.kind != MeasureKind.REFERRAL:
        why["measure.receipt"] = OTHER_KIND
    if one.kind != MeasureKind.REFUSE_PAYMENT:
        why["recovery.open"] = OTHER_KIND
    if one.noticed is not None and not one.outgrew_notice:
        why["measure.notice"] = msg("it was issued")
    if one.decided_on is not None:
        why |= dict.fromkeys(("measure.notice", "measure.amend", "measure.withdraw"), DECIDED)
    if one.decided_on is None or one.end in NEVER_BOUND:
        why["measure.revoke"] = UNDECIDED
    if one.end is not None:
        ended = msg("it is {status}", status=STATUSES[one.end])
        why |= dict.fromkeys((*_STANDING, "measure.amend", "measure.withdraw"), ended)
    why |= _listing(one)
    return why


def _out_of_turn(one: Measure, rules: View) -> Why:
    """What the steps of a decided measure have no place for, by the rules of its day."""
    rule, steps = rules.measure(one.kind), gates_of(one, rules)
    if rule is None or steps is None:
        return {}
    why: Why = {}
    if steps.takes_effect is not TakesEffect.TALK:
        why["measure.appoint"] = OTHER_KIND
    if steps.takes_effect not in (TakesEffect.TALK, TakesEffect.LETTER):
        why["measure.complete"] = OTHER_KIND
    if steps.takes_effect is TakesEffect.TALK:
        why["measure.serve"] = OTHER_KIND
    elif one.served_on is not None:
        why["measure.serve"] = msg("it was served")
    if steps.defence is DefenceGate.NONE:
        why["measure.defence"] = OTHER_KIND
    elif one.defence is not None and one.defence_on is not None and not one.outgrew_notice:
        why["measure.defence"] = msg("it is on record")
    elif steps.defence is DefenceGate.BEFORE and one.urgent is None:
        why["measure.defence"] = DECIDED
    if MeasureEnd.LIFTED not in rule.ended_by:
        why["measure.lift"] = OTHER_KIND
    if rule.effects.patients is Extent.NONE:
        why |= dict.fromkeys(("measure.inpatients", "measure.decide-inpatient"), OTHER_KIND)
    return why


def _listing(one: Measure) -> Why:
    """Why a measure goes on no list of terminations."""
    if one.kind != MeasureKind.TERMINATION:
        return {"publication.draft": OTHER_KIND}
    if one.decided_on is None:
        return {"publication.draft": UNDECIDED}
    if one.published_on is not None:
        return {"publication.draft": msg("it is public")}
    if one.end == "revoked":
        return {"publication.draft": msg("it is {status}", status=STATUSES[one.end])}
    return {}


def _case(one: Case) -> Why:
    why: Why = {}
    if not one.bills:
        why |= dict.fromkeys(("hold.release", "hold.refuse", "hold.review"), msg("nothing is held"))
    if one.handover is None:
        why |= dict.fromkeys(("case.acknowledge", "case.decline-handover"), msg("nothing waits to be taken over"))
    if _refuses(case_free, one):
        why |= dict.fromkeys(_FREE_CASE, PENDING)
    if _refuses(require_opened, one):
        why |= dict.fromkeys(_OPENED_CASE, msg("its opening is not approved yet"))
    if one.closed_on is not None:
        why |= dict.fromkeys(_OPEN_CASE, msg("it is closed"))
    else:
        why["case.archive"] = msg("it is not closed yet")
    return why


def _complaint(one: Complaint) -> Why:
    status = COMPLAINTS[one.status]
    why = {kind: msg("it is {status}", status=status) for kind, wanted in FROM.items() if one.status not in wanted}
    if one.status != "answered":
        why["complaint.call-back"] = msg("it is not answered yet")
    if not one.sealed:
        why["complaint.reveal"] = msg("it was erased") if one.erased else msg("nothing of it is sealed")
    if one.ended_on is None:
        why["complaint.erase"] = msg("it has not ended")
    elif one.erased and not one.sealed:
        why["complaint.erase"] = msg("it was erased")
    elif one.open_request is not None:
        why["complaint.erase"] = PENDING
    return why


def _attachment(one: Attachment) -> Why:
    return {"attach.open": msg("it was erased")} if one.erased_on is not None else {}


def _inspection(one: Inspection) -> Why:
    why: Why = {}
    if one.status != "done":
        why |= dict.fromkeys(("inspection.confirm", "finding.add"), msg("it was not held yet"))
    if one.status != "planned":
        why["inspection.cancel"] = msg("it is no open plan")
    return why


def _finding(one: Finding) -> Why:
    return {"finding.withdraw": msg("it was withdrawn")} if one.withdrawn_on is not None else {}


def _task(one: Task) -> Why:
    if one.status == "open":
        return {}
    return dict.fromkeys(("task.assign", "task.done", "task.drop"), msg("it is {status}", status=TASKS[one.status]))


def _application(one: Application) -> Why:
    return {"application.withdraw": msg("it is not open")} if one.status != "filed" else {}


def _assessment(one: Assessment) -> Why:
    return {"assessment.revoke": msg("it was revoked")} if one.revoked_on is not None else {}


def _dispute(one: Dispute) -> Why:
    acts = ("dispute.stay", "dispute.resume", "dispute.decide")
    if one.outcome is not None:
        return dict.fromkeys(acts, DECIDED)
    return dict.fromkeys(acts, PENDING) if one.open_request is not None else {}


def _recovery(one: Recovery) -> Why:
    why: Why = {}
    if _refuses(recovery_free, one):
        why |= dict.fromkeys(("recovery.decide", "recovery.write-off"), PENDING)
    if one.open == 0:
        acts = ("recovery.demand", "recovery.decide", "recovery.enforce", "recovery.enter", "recovery.write-off")
        why |= dict.fromkeys(acts, msg("nothing of it is open"))
    return why


def _publication(one: Publication) -> Why:
    why: Why = {}
    if _refuses(publishable_version, one):
        approved = one.pending is None and one.current.approved_on is not None
        why["publication.publish"] = msg("nothing approved waits to be made public") if approved else UNAPPROVED
    if one.open_request is not None:
        why |= dict.fromkeys(("publication.correct", "publication.withdraw"), PENDING)
    elif one.pending is None and one.status not in ("approved", "published"):
        why |= dict.fromkeys(("publication.correct", "publication.withdraw"), msg("it was rejected or withdrawn"))
    return why


_BY_STATE: dict[type[State], Callable[[Any], Why]] = {
    Measure: _measure,
    Case: _case,
    Complaint: _complaint,
    Attachment: _attachment,
    Inspection: _inspection,
    Finding: _finding,
    Task: _task,
    Application: _application,
    Assessment: _assessment,
    Dispute: _dispute,
    Recovery: _recovery,
    Publication: _publication,
}
