"""Acts on institutions, their agreements, and what happens to them from outside."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

SERVICES = ("medical", "rehabilitation", "device")
AGREEMENT_ENDS = ("agreed", "not-renewed", "lapsed")
EVENT_KINDS = (
    "merged",
    "dissolved",
    "qualification-withdrawn",
    "ordered-to-stop",
    "licence-revoked",
    "stopped-by-own-choice",
    "outside-penalty",
)
AUTHORITIES = ("health", "market", "medical-insurance", "human-resources", "civil-affairs", "other")
NUMBER, NAME = 60, 100
"""Most characters of a number given by others, and of a name."""

_CODE = Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions")
_AGREEMENT = Field("number", msg("Agreement number"), required=True, positional=True, source="agreements", limit=NUMBER)

_ADDRESS = Field(
    "service_address", msg("Address for service"), help=msg("Where papers reach the institution, as confirmed by it.")
)
_ELECTRONIC = Field(
    "electronic",
    msg("Electronic service agreed"),
    "choice",
    choices=("yes", "no"),
    help=msg("Whether the institution agreed to be served electronically at this address."),
)

_MORE = (
    Field("address", msg("Address"), limit=200),
    Field(
        "licence_until",
        msg("Licence valid until"),
        "day",
        help=msg("The last day of its licence; before it ends a reminder appears among what is to be done."),
    ),
)

ADD = Act(
    "institution.add",
    msg("Add an institution"),
    Field("code", msg("Credit code"), "code", help=msg("18 characters, from the licence.")),
    Field("no_code", msg("Why it has no credit code"), help=msg("It then gets a local code, such as L-0001.")),
    Field("name", msg("Name"), required=True, limit=NAME),
    Field(
        "services",
        msg("Service"),
        "choice",
        required=True,
        many=True,
        choices=SERVICES,
        option="service",
        source="services",
    ),
    Field("departments", msg("Department"), many=True, option="department", limit=NAME),
    Field("level", msg("Level"), limit=NUMBER),
    Field("district", msg("District"), source="districts", limit=NUMBER),
    Field("licence", msg("Licence number"), limit=NUMBER),
    *_MORE,
)

CHANGE = Act(
    "institution.change",
    msg("Change an institution"),
    _CODE,
    Field(
        "services", msg("Service to add"), "choice", many=True, choices=SERVICES, option="service", source="services"
    ),
    Field(
        "drop_services",
        msg("Service to drop"),
        "choice",
        many=True,
        choices=SERVICES,
        option="drop-service",
        source="services",
    ),
    Field("departments", msg("Department to add"), many=True, option="department", limit=NAME),
    Field(
        "drop_departments",
        msg("Department to drop"),
        many=True,
        option="drop-department",
        source="departments",
        limit=NAME,
    ),
    Field("level", msg("Level"), limit=NUMBER),
    Field("district", msg("District"), source="districts", limit=NUMBER),
    Field("licence", msg("Licence number"), limit=NUMBER),
    *_MORE,
    Field("since", msg("Since"), "day", help=msg("The day it changed; left empty: the day of the act.")),
    Field("reported", msg("Reported on"), "day", help=msg("The day the institution told us of it.")),
    on=("institution",),
    subject="code",
    help=msg("Change what is known of an institution; what is not given stays, and each change keeps its day."),
)

RENAME = Act(
    "institution.rename",
    msg("Rename an institution"),
    _CODE,
    Field("name", msg("New name"), required=True, limit=NAME),
    on=("institution",),
    subject="code",
    help=msg("Record a new name from a day on; the old one stays in its history."),
)

SUCCEED = Act(
    "institution.succeed",
    msg("Record a successor"),
    Field("code", msg("Institution that ended"), "code", required=True, positional=True, source="institutions"),
    Field("by", msg("Successor"), "code", required=True, source="institutions"),
    on=("institution",),
    subject="code",
    help=msg("Record which institution carries this one on; what bars this one bars its successor."),
)

IMPORT = Act(
    "institution.import",
    msg("Import a roster"),
    Field("file", msg("Roster file"), "file", required=True, positional=True, help=msg("CSV or XLSX.")),
    Field("dry_run", msg("Only check the file"), "flag"),
    help=msg("Add or update institutions from a file: all of its rows, or none when one of them is wrong."),
)

SIGN = Act(
    "agreement.sign",
    msg("Sign an agreement"),
    _CODE,
    Field("service", msg("Service"), "choice", required=True, choices=SERVICES, source="services"),
    Field("number", msg("Agreement number"), required=True, limit=NUMBER),
    Field("from_day", msg("First day"), "day", required=True, option="from"),
    Field("to_day", msg("Last day"), "day", required=True, option="to"),
    Field(
        "template",
        msg("Template version"),
        limit=NUMBER,
        help=msg("Its clauses are taken over where the version is on record."),
    ),
    _ADDRESS,
    _ELECTRONIC,
    on=("institution",),
    subject="code",
)

END = Act(
    "agreement.end",
    msg("End an agreement"),
    _AGREEMENT,
    Field("kind", msg("How it ended"), "choice", required=True, choices=AGREEMENT_ENDS),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    Field(
        "from_day",
        msg("First day without it"),
        "day",
        option="from",
        help=msg("Left empty: the day of the act, or the day after its last one when it lapsed or was not renewed."),
    ),
    on=("agreement",),
    subject="number",
    help=msg("Record an end by consent, without renewal or by lapse; a termination is a measure."),
)

CORRECT = Act(
    "agreement.correct",
    msg("Correct an agreement"),
    _AGREEMENT,
    Field("from_day", msg("First day"), "day", option="from"),
    Field("to_day", msg("Last day"), "day", option="to"),
    Field("template", msg("Template version"), limit=NUMBER),
    _ADDRESS,
    _ELECTRONIC,
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("agreement",),
    subject="number",
    help=msg("Put right what was entered wrongly; it counts from the start, earlier answers stay by known-at."),
)

CLAUSE = Act(
    "agreement.clause",
    msg("Add a clause of an agreement"),
    _AGREEMENT,
    Field("clause", msg("Clause"), required=True, limit=NUMBER),
    Field("quote", msg("Its words"), "text", required=True, limit=LONG),
    on=("agreement",),
    subject="number",
    commands=("agreement clause add",),
    help=msg("Enter a clause word for word, so that a measure can rest on it."),
)

TEMPLATE = Act(
    "agreement.template",
    msg("Add a clause of a template"),
    Field("version", msg("Template version"), required=True, positional=True, limit=NUMBER),
    Field("clause", msg("Clause"), required=True, limit=NUMBER),
    Field("quote", msg("Its words"), "text", required=True, limit=LONG),
    commands=("agreement template add",),
    help=msg("Enter a clause of the agency's agreement template; agreements signed on this version take it over."),
)

EVENT = Act(
    "event.record",
    msg("Record an event"),
    _CODE,
    Field("kind", msg("What happened"), "choice", required=True, choices=EVENT_KINDS),
    Field("body", msg("Body that decided or told it"), required=True, limit=NAME),
    Field("happened", msg("Day it happened"), "day", required=True),
    Field("learned", msg("Day we learned of it"), "day", required=True),
    Field(
        "authority",
        msg("Authority"),
        "choice",
        choices=AUTHORITIES,
        help=msg("Whose decision it is; penalties count in the record of entry by it."),
    ),
    Field("doc_no", msg("Document number"), limit=100),
    Field("penalty", msg("Penalty"), limit=200, help=msg("As the document says it, such as a warning or a fine.")),
    Field("note", msg("Note"), "text", limit=LONG),
    Field("proof", msg("Proof"), "file", help=msg("Kept as an attachment.")),
    on=("institution",),
    subject="code",
    help=msg("Record something from outside the agreement, such as a merger or a revoked licence."),
)
