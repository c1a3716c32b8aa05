"""Acts of the administrator: operators, rulebooks, policies, calendars."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

ROLES = ("supervisor", "approver", "publisher", "custodian", "auditor", "administrator")

OPERATOR_ADD = Act(
    "operator.add",
    msg("Add an operator"),
    Field("name", msg("Name"), required=True, positional=True, limit=60),
    Field("staff", msg("Staff number"), required=True, option="person", limit=60),
    Field("login", msg("System login"), limit=60),
    Field("roles", msg("Role"), "choice", required=True, many=True, option="role", choices=ROLES),
    help=msg("Add somebody who may act here; two accounts with one staff number are one person."),
)

OPERATOR_CHANGE = Act(
    "operator.change",
    msg("Change an operator"),
    Field("name", msg("Name"), required=True, positional=True, limit=60, source="operators"),
    Field("roles", msg("Role"), "choice", many=True, option="role", choices=ROLES),
    Field("login", msg("System login"), limit=60),
    Field("leave", msg("No longer works here"), "flag"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Change somebody's roles or login, or record that they left; their name stays in the history."),
)

RULEBOOK_ADOPT = Act(
    "rulebook.adopt",
    msg("Adopt a rulebook"),
    Field("pack", msg("Rulebook"), required=True, positional=True, source="packs"),
    Field("file", msg("Rulebook file"), "file"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Take over a newer version of the place's rulebook; acts are judged by the one in force on their day."),
)
