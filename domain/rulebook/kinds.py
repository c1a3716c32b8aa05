"""The closed lists a rulebook speaks about: services, the nine measures, events, natures, gates, effects."""

from enum import StrEnum


class ServiceType(StrEnum):
    """A service under agreement (服务类型); each has its own agreement."""

    MEDICAL = "medical"
    REHABILITATION = "rehabilitation"
    DEVICE = "device"


class MeasureKind(StrEnum):
    """The nine measures (处理措施); words, order, effects and gates come from the pack."""

    PAYMENT_HOLD = "payment-hold"
    REFUSE_PAYMENT = "refuse-payment"
    WARNING_TALK = "warning-talk"
    RECTIFICATION_ORDER = "rectification-order"
    SETTLEMENT_SUSPENSION = "settlement-suspension"
    DEPARTMENT_SUSPENSION = "department-suspension"
    AGREEMENT_SUSPENSION = "agreement-suspension"
    TERMINATION = "termination"
    REFERRAL = "referral"

    @property
    def needs_departments(self) -> bool:
        """Whether the measure must name the departments (科室) it covers."""
        return self is MeasureKind.DEPARTMENT_SUSPENSION

    @property
    def needs_bills(self) -> bool:
        """Whether the measure must name the bills it covers, with amounts."""
        return self in (MeasureKind.PAYMENT_HOLD, MeasureKind.REFUSE_PAYMENT)

    @property
    def needs_deadline(self) -> bool:
        """Whether the measure must set a day by which to rectify (整改期限)."""
        return self is MeasureKind.RECTIFICATION_ORDER

    @property
    def needs_ground(self) -> bool:
        """Whether the measure must name its ground among the pack's grounds."""
        return self is MeasureKind.TERMINATION


class EventKind(StrEnum):
    """What happened to an institution outside the agreement (外部事件)."""

    MERGED = "merged"
    DISSOLVED = "dissolved"
    QUALIFICATION_WITHDRAWN = "qualification-withdrawn"
    ORDERED_TO_STOP = "ordered-to-stop"
    LICENCE_REVOKED = "licence-revoked"
    STOPPED_BY_OWN_CHOICE = "stopped-by-own-choice"
    OUTSIDE_PENALTY = "outside-penalty"


class Authority(StrEnum):
    """Whose decision an outside event rests on (有关部门)."""

    HEALTH = "health"
    MARKET = "market"
    MEDICAL_INSURANCE = "medical-insurance"
    HUMAN_RESOURCES = "human-resources"
    CIVIL_AFFAIRS = "civil-affairs"
    OTHER = "other"


class Severity(StrEnum):
    """How heavy a finding is (情节)."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Nature(StrEnum):
    """Whether an end rests on an outside fact (客观情形) or on a breach (违约)."""

    OBJECTIVE = "objective"
    BREACH = "breach"


class Force(StrEnum):
    """Whether the agency must act (应当) or weighs it (裁量)."""

    MANDATORY = "mandatory"
    JUDGEMENT = "judgement"


class EndKind(StrEnum):
    """How an agreement is ended early: 解除 (for breach), 终止 (objective, or the notice's word), 取消."""

    RESCISSION = "rescission"
    TERMINATION = "termination"
    CANCELLATION = "cancellation"


class Extent(StrEnum):
    """How far an effect reaches: nothing, the measure's own scope (departments or bills), or everything."""

    NONE = "none"
    SCOPE = "scope"
    ALL = "all"


class NoticeGate(StrEnum):
    """When the institution is told: never, before the decision (告知), or with it."""

    NONE = "none"
    BEFORE = "before"
    WITH_DECISION = "with-decision"


class DefenceGate(StrEnum):
    """When the institution may state and defend (陈述申辩): not asked, before, or after the decision."""

    NONE = "none"
    BEFORE = "before"
    AFTER = "after"


class TakesEffect(StrEnum):
    """The step on which a measure begins to bind."""

    APPROVAL = "approval"
    SERVICE = "service"
    TALK = "talk"
    LETTER = "letter"


class MeasureEnd(StrEnum):
    """The ways a measure in force can end."""

    DONE = "done"
    LIFTED = "lifted"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class ClauseNeed(StrEnum):
    """Whether an agreement clause (协议条款) must be named: it is a must, its lack is warned of, or it is idle."""

    REQUIRED = "required"
    ADVISED = "advised"
    NONE = "none"


class Guard(StrEnum):
    """A condition of the rule's own words that a use case checks on the facts."""

    COVERS_INVOLVED_DEPARTMENTS = "covers-involved-departments"
    OPEN_INVESTIGATION = "open-investigation"


class BarTrigger(StrEnum):
    """What starts a reapplication bar (再次申请限制)."""

    RENEWAL_ASSESSMENT_FAILED = "renewal_assessment_failed"
    TERMINATED_FOR_BREACH = "terminated_for_breach"


class BarEffect(StrEnum):
    """What a running bar does to an application."""

    BLOCK = "block"
    WARN = "warn"
    OFF = "off"


class PolicyType(StrEnum):
    """What kind of value a policy (管理参数) takes."""

    CHOICE = "choice"
    PERIOD = "period"
    TEXT = "text"
    LINK = "link"
    DAY = "date"
    INTEGER = "integer"
    CHAIN = "chain"
