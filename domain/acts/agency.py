"""Acts of the administrator: operators, rulebooks, policies, calendars."""

from domain.acts.approvals import LEVELS
from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

ROLES = ("supervisor", "approver", "publisher", "custodian", "auditor", "administrator", "overseer")
TIES = ("employed", "relative", "interest", "other")

_LEVELS = Field(
    "levels",
    msg("Level of approval"),
    "choice",
    many=True,
    option="level",
    choices=LEVELS,
    help=msg("For an approver, where the agency decides in levels."),
)
_OFFICE = Field("office", msg("Office"), source="offices", limit=60)

OPERATOR_ADD = Act(
    "operator.add",
    msg("Add an operator"),
    Field("name", msg("Full name"), required=True, positional=True, limit=60),
    Field("staff", msg("Staff number"), required=True, option="person", limit=60),
    Field("login", msg("System login"), limit=60),
    Field("roles", msg("Role"), "choice", required=True, many=True, option="role", choices=ROLES),
    _LEVELS,
    _OFFICE,
    help=msg("Add somebody who may act here; two accounts with one staff number are one person."),
)

OPERATOR_CHANGE = Act(
    "operator.change",
    msg("Change an operator"),
    Field("name", msg("Full name"), required=True, positional=True, limit=60, source="operators"),
    Field("roles", msg("Role"), "choice", many=True, option="role", choices=ROLES),
    Field("login", msg("System login"), limit=60),
    _LEVELS,
    Field("no_level", msg("Holds no level any more"), "flag"),
    _OFFICE,
    Field("leave", msg("No longer works here"), "flag"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg(
        "Change somebody's roles or login, or record that they left; their name stays in the history. A staff number "
        "never changes: whoever has a wrong one leaves, and another account is added."
    ),
)

OPERATOR_TIE = Act(
    "operator.tie",
    msg("Declare a tie"),
    Field("institution", msg("Institution"), required=True, positional=True, source="institutions", limit=60),
    Field("kind", msg("What ties them"), "choice", required=True, choices=TIES),
    Field(
        "name",
        msg("Whose tie"),
        option="operator",
        source="operators",
        limit=60,
        help=msg("Yourself unless given; an approver or an administrator records it for others."),
    ),
    on=("institution",),
    subject="institution",
    help=msg("Shut everything of an institution to somebody tied to it (recusal), by whatever account they act."),
)

OPERATOR_UNTIE = Act(
    "operator.untie",
    msg("End a tie"),
    Field("name", msg("Full name"), required=True, positional=True, limit=60, source="operators"),
    Field("institution", msg("Institution"), required=True, positional=True, source="institutions", limit=60),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Open an institution to somebody again; another person does this, and says why."),
)

RULEBOOK_ADOPT = Act(
    "rulebook.adopt",
    msg("Adopt a rulebook"),
    Field("pack", msg("Rulebook"), required=True, positional=True, source="packs"),
    Field("file", msg("Rulebook file"), "file"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Take over a newer version of the place's rulebook; acts are judged by the one in force on their day."),
)

POLICY_SET = Act(
    "policy.set",
    msg("Set a policy"),
    Field("key", msg("Policy"), required=True, positional=True, source="policies", limit=60),
    Field("value", msg("Value"), required=True, positional=True, limit=500),
    Field("from_day", msg("In force from"), "day", required=True, option="from"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    Field("dry_run", msg("Only tell what would move"), "flag"),
    on=("policy",),
    subject="key",
    help=msg("Ask to set one of the agency's own rules from a day on; another person approves."),
)

CALENDAR_IMPORT = Act(
    "calendar.import",
    msg("Load a year's arrangement"),
    Field("file", msg("Calendar file"), "file", required=True, positional=True, help=msg("CSV or JSON of one year.")),
    Field("title", msg("Title of the notice")),
    Field("dated", msg("Date of the notice"), "day"),
    Field("url", msg("Link to the notice"), limit=500),
    Field("dry_run", msg("Only tell what would move"), "flag"),
    help=msg("Load the State Council's arrangement of a year; open due days move, what was met stays."),
)
