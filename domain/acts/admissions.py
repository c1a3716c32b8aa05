"""Acts of assessment, renewal and application: who comes in, who stays."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

SERVICES = ("medical", "rehabilitation", "device")
PURPOSES = ("annual", "renewal")
VERDICTS = ("passed", "failed")
OUTCOMES = ("renewed", "not-renewed")

_CODE = Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions")
_SERVICE = Field("service", msg("Service"), "choice", required=True, choices=SERVICES, source="services")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)

ASSESS = Act(
    "assessment.record",
    msg("Record an assessment"),
    _CODE,
    _SERVICE,
    Field("year_end", msg("Last day of the agreement year"), "day", required=True),
    Field("purpose", msg("Held for"), "choice", required=True, choices=PURPOSES, option="for"),
    Field("verdict", msg("Verdict"), "choice", required=True, choices=VERDICTS),
    Field("score", msg("Score"), "count", help=msg("The verdict decides, never the number alone.")),
    on=("institution",),
    subject="code",
    help=msg("Record the assessment of an agreement year; by itself it never bars anybody."),
)

ASSESSMENT_REVOKE = Act(
    "assessment.revoke",
    msg("Revoke an assessment"),
    Field("id", msg("Assessment"), "subject", required=True, positional=True, source="assessments"),
    _REASON,
    on=("assessment",),
    subject="id",
    help=msg("Ask to make an assessment void; another person approves. A bar that rests on it falls with it."),
)

RENEWAL_FILE = Act(
    "renewal.file",
    msg("File a renewal"),
    _CODE,
    _SERVICE,
    Field("reason", msg("Reason"), "text", limit=LONG, help=msg("Needed when it comes late but before expiry.")),
    on=("institution",),
    subject="code",
)

RENEWAL_DECIDE = Act(
    "renewal.decide",
    msg("Decide on renewal"),
    _CODE,
    _SERVICE,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=OUTCOMES),
    Field("assessment", msg("Assessment"), "subject", required=True, source="assessments"),
    _REASON,
    on=("institution",),
    subject="code",
    help=msg("Not to renew after a failed renewal assessment starts the bar on that day."),
)

APPLY = Act(
    "application.file",
    msg("File an application"),
    _CODE,
    _SERVICE,
    Field("reason", msg("Reason"), "text", limit=LONG, help=msg("Needed when the check of bars warns.")),
    on=("institution",),
    subject="code",
    help=msg("Take an application for an agreement; one that a bar turns away is kept as a refused attempt."),
)

APPLICATION_WITHDRAW = Act(
    "application.withdraw",
    msg("Withdraw an application"),
    Field("id", msg("Application"), "subject", required=True, positional=True, source="applications"),
    Field("reason", msg("Reason"), "text", limit=LONG),
    on=("application",),
    subject="id",
)
