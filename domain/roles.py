"""Who may do what (岗位权限): one table; what is not in it is refused."""

from enum import StrEnum
from typing import Final

from domain.messages import Message, msg


class Role(StrEnum):
    """A role an operator can hold (CONTRACT: who may do what)."""

    SUPERVISOR = "supervisor"
    APPROVER = "approver"
    PUBLISHER = "publisher"
    CUSTODIAN = "custodian"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    OVERSEER = "overseer"


ROLE_WORDS: Final[dict[Role, Message]] = {
    Role.SUPERVISOR: msg("supervisor"),
    Role.APPROVER: msg("approver"),
    Role.PUBLISHER: msg("publisher"),
    Role.CUSTODIAN: msg("custodian"),
    Role.AUDITOR: msg("auditor"),
    Role.ADMINISTRATOR: msg("administrator"),
    Role.OVERSEER: msg("overseer"),
}

_SUPERVISOR = frozenset({Role.SUPERVISOR})
_APPROVER = frozenset({Role.APPROVER})
_PUBLISHER = frozenset({Role.PUBLISHER})
_CUSTODIAN = frozenset({Role.CUSTODIAN})
_AUDITOR = frozenset({Role.AUDITOR})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_OVERSEER = frozenset({Role.OVERSEER})

MAY: Final[dict[str, frozenset[Role]]] = {
    "operator.add": _ADMINISTRATOR,
    "operator.change": _ADMINISTRATOR,
    # Of themselves everybody who acts; of others the use case lets only some.
    "operator.tie": frozenset(Role) - _OVERSEER,
    "operator.untie": _APPROVER | _ADMINISTRATOR,
    "operator.add-key": _ADMINISTRATOR,
    "operator.remove-key": _ADMINISTRATOR,
    "calendar.import": _ADMINISTRATOR,
    "rulebook.adopt": _ADMINISTRATOR,
    "policy.set": _ADMINISTRATOR,
    "institution.add": _SUPERVISOR,
    "institution.change": _SUPERVISOR,
    "institution.rename": _SUPERVISOR,
    "institution.succeed": _SUPERVISOR,
    "institution.import": _SUPERVISOR,
    "agreement.sign": _SUPERVISOR,
    "agreement.end": _SUPERVISOR,
    "agreement.correct": _SUPERVISOR,
    "agreement.clause": _SUPERVISOR,
    "agreement.template": _SUPERVISOR,
    "event.record": _SUPERVISOR,
    "complaint.log": _SUPERVISOR,
    "complaint.accept": _SUPERVISOR,
    "complaint.decline": _SUPERVISOR,
    "complaint.transfer": _SUPERVISOR,
    "complaint.hand-over": _SUPERVISOR,
    "complaint.receipt": _SUPERVISOR,
    "complaint.result": _SUPERVISOR,
    "complaint.return": _SUPERVISOR,
    "complaint.extend": _SUPERVISOR,
    "complaint.tell": _SUPERVISOR,
    "complaint.call-back": _SUPERVISOR,
    "complaint.add-reporter": _SUPERVISOR,
    "complaint.link": _SUPERVISOR,
    "complaint.answer": _SUPERVISOR,
    "complaint.correct": _SUPERVISOR,
    "complaint.reveal": _CUSTODIAN,
    "complaint.erase": _CUSTODIAN,
    "inspection.plan": _SUPERVISOR,
    "inspection.record": _SUPERVISOR,
    "inspection.confirm": _SUPERVISOR,
    "inspection.cancel": _SUPERVISOR,
    "finding.add": _SUPERVISOR,
    "finding.withdraw": _SUPERVISOR,
    "attach.add": _SUPERVISOR,
    "attach.open": _CUSTODIAN,
    "case.open": _SUPERVISOR,
    "case.add": _SUPERVISOR,
    "case.extend": _SUPERVISOR,
    "case.close": _SUPERVISOR,
    "case.handover": _SUPERVISOR | _APPROVER | _ADMINISTRATOR,
    "case.acknowledge": _SUPERVISOR,
    "case.decline-handover": _SUPERVISOR,
    "case.archive": _SUPERVISOR,
    "hold.release": _SUPERVISOR,
    "hold.refuse": _SUPERVISOR,
    "hold.add": _SUPERVISOR,
    "hold.review": _SUPERVISOR,
    "hold.pay": _SUPERVISOR,
    "hold.correct": _SUPERVISOR,
    "hold.owe": _SUPERVISOR,
    "recovery.open": _SUPERVISOR,
    "recovery.enter": _SUPERVISOR,
    "recovery.correct": _SUPERVISOR,
    "recovery.demand": _SUPERVISOR,
    "recovery.decide": _SUPERVISOR,
    "recovery.serve": _SUPERVISOR,
    "recovery.enforce": _SUPERVISOR,
    "recovery.outcome": _SUPERVISOR,
    "recovery.write-off": _SUPERVISOR,
    "measure.propose": _SUPERVISOR,
    "measure.amend": _SUPERVISOR,
    "measure.withdraw": _SUPERVISOR,
    "measure.notice": _SUPERVISOR,
    "measure.defence": _SUPERVISOR,
    "measure.serve": _SUPERVISOR,
    "measure.receipt": _SUPERVISOR,
    "measure.complete": _SUPERVISOR,
    "measure.recheck": _SUPERVISOR,
    "measure.appoint": _SUPERVISOR,
    "measure.report": _SUPERVISOR,
    "measure.problem": _SUPERVISOR,
    "measure.extend": _SUPERVISOR,
    "measure.inpatients": _SUPERVISOR,
    "measure.decide-inpatient": _SUPERVISOR,
    "measure.lift": _SUPERVISOR,
    "measure.revoke": _SUPERVISOR,
    "publication.draft": _SUPERVISOR,
    "publication.correct": _SUPERVISOR,
    "publication.withdraw": _SUPERVISOR,
    "publication.publish": _PUBLISHER,
    "roster.draft": _SUPERVISOR,
    "roster.withdraw": _SUPERVISOR,
    "roster.publish": _PUBLISHER,
    "survey.record": _SUPERVISOR,
    "approve": _APPROVER,
    "reject": _APPROVER,
    "return": _APPROVER,
    "resubmit": _SUPERVISOR | _ADMINISTRATOR,
    "delegation.give": _APPROVER | _ADMINISTRATOR,
    "delegation.end": _APPROVER | _ADMINISTRATOR,
    "office.add": _ADMINISTRATOR,
    "office.change": _ADMINISTRATOR,
    "assessment.record": _SUPERVISOR,
    "assessment.revoke": _SUPERVISOR,
    "renewal.file": _SUPERVISOR,
    "renewal.decide": _SUPERVISOR,
    "application.file": _SUPERVISOR,
    "application.withdraw": _SUPERVISOR,
    # An overseer adds opinions of the department alone; the use case sees to that.
    "dispute.open": _SUPERVISOR,
    "dispute.stay": _SUPERVISOR,
    "dispute.resume": _SUPERVISOR,
    "dispute.decide": _SUPERVISOR,
    "history.send": _AUDITOR,
    "key.add": _ADMINISTRATOR,
    "key.retire": _ADMINISTRATOR,
    "clock.confirm": _ADMINISTRATOR,
    "sealing-key.rotate": _ADMINISTRATOR,
    "package.record": _AUDITOR,
    "task.add": _SUPERVISOR | _OVERSEER,
    "task.assign": _SUPERVISOR,
    "task.done": _SUPERVISOR,
    "task.drop": _SUPERVISOR,
    "journal.verify": _AUDITOR | _ADMINISTRATOR,
    "journal.export": _AUDITOR,
    "journal.sign": _AUDITOR | _ADMINISTRATOR,
    "history.export": _AUDITOR,
    "letter.export": _SUPERVISOR | _AUDITOR,
}
"""Kind of act (or of an export, or of a change of keys) -> the roles that may do it."""

DELEGATED: Final = frozenset({"approve", "reject", "return"})
"""Acts that may also be done in the name of somebody away who has the role (代理)."""
