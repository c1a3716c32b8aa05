"""Acts on inspections, their findings, and files attached to anything."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

INSPECTION_KINDS = ("routine", "spot", "special", "joint", "complaint")
SIGNED = ("signed", "refused", "absent")
CONFIRMED = ("confirmed", "objected", "refused")
SEVERITIES = ("minor", "serious", "grave")
_PERSON, _NUMBER = 60, 60

_INSPECTION = Field("id", msg("Inspection"), "subject", required=True, positional=True, source="inspections")
_TIME = msg("By the clock of the place, such as 09:30.")

PLAN = Act(
    "inspection.plan",
    msg("Plan an inspection"),
    Field("institution", msg("Institution"), "code", required=True, positional=True, source="institutions"),
    Field("kind", msg("Kind"), "choice", required=True, choices=INSPECTION_KINDS),
    Field("by", msg("To be held by"), "day", required=True),
    Field("inspectors", msg("Inspector"), many=True, option="inspector", limit=_PERSON),
    Field("note", msg("Note"), "text", limit=LONG),
    on=("institution",),
    subject="institution",
    help=msg("Plan an inspection; it is on the list of things to do until it is held."),
)

RECORD = Act(
    "inspection.record",
    msg("Record an inspection"),
    Field("institution", msg("Institution"), "code", required=True, source="institutions"),
    Field("kind", msg("Kind"), "choice", required=True, choices=INSPECTION_KINDS),
    Field("inspectors", msg("Inspector"), required=True, many=True, option="inspector", limit=_PERSON),
    Field("participants", msg("Other body taking part"), many=True, option="participant", limit=100),
    Field("plan", msg("Planned inspection"), "subject", source="planned_inspections"),
    Field("notice_no", msg("Number of the inspection notice"), limit=_NUMBER),
    Field("unannounced", msg("Not announced"), "flag"),
    Field("credentials", msg("Credentials were shown"), "flag"),
    Field("place", msg("Where it took place"), limit=200),
    Field("time_from", msg("Begun at"), limit=5, help=_TIME),
    Field("time_to", msg("Ended at"), limit=5, help=_TIME),
    Field("samples", msg("Sample by number"), many=True, option="sample", limit=_NUMBER, help=msg("No names.")),
    Field("records", msg("Record taken"), many=True, option="record", limit=200),
    Field("signed", msg("Record signed"), "choice", choices=SIGNED),
    Field("signed_by", msg("Who for the institution"), limit=100, help=msg("Name and post.")),
    Field("not_signed_why", msg("Why it was not signed"), "text", limit=2_000),
    Field("witness", msg("Witness"), limit=100),
    Field("note", msg("Note"), "text", limit=LONG),
    on=("institution",),
    subject="institution",
    help=msg("Record an inspection by two people or more; its day is the day of the act."),
)

CONFIRM = Act(
    "inspection.confirm",
    msg("Record whether the facts are confirmed"),
    _INSPECTION,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=CONFIRMED),
    Field("by", msg("Who for the institution"), limit=100, help=msg("Name and post.")),
    Field("note", msg("What was said"), "text", limit=LONG),
    Field("proof", msg("Proof"), "file", help=msg("Kept as an attachment.")),
    on=("inspection",),
    subject="id",
    help=msg("Record whether the institution confirms the facts found, objects, or refuses to say."),
)

CANCEL = Act(
    "inspection.cancel",
    msg("Call off a planned inspection"),
    _INSPECTION,
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("inspection",),
    subject="id",
)

FINDING = Act(
    "finding.add",
    msg("Add a finding"),
    Field("source", msg("Inspection or case"), "subject", required=True, positional=True, source="finding_sources"),
    Field("category", msg("Category"), "choice", required=True, source="categories"),
    Field("severity", msg("Severity"), "choice", required=True, choices=SEVERITIES, source="severities"),
    Field("provision", msg("Provision broken"), required=True, source="clauses"),
    Field("text", msg("What was found"), "text", required=True, limit=LONG),
    Field("departments", msg("Department"), many=True, option="department", source="departments"),
    Field("amount", msg("Amount in yuan"), "money"),
    Field("conduct_from", msg("Conduct from"), "day"),
    Field("conduct_to", msg("Conduct to"), "day"),
    Field("bills", msg("Bill"), many=True, option="bill", limit=_NUMBER),
    Field("doc_no", msg("Document number of the determination"), limit=_NUMBER),
    Field("determined", msg("Day of the determination"), "day"),
    on=("inspection", "case"),
    subject="source",
)

FINDING_WITHDRAW = Act(
    "finding.withdraw",
    msg("Withdraw a finding"),
    Field("id", msg("Finding"), "subject", required=True, positional=True, source="findings"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("finding",),
    subject="id",
    help=msg("Record that a finding does not stand; decisions that were made on it are not touched."),
)

ATTACH = Act(
    "attach.add",
    msg("Attach a file"),
    Field("subject", msg("Subject"), "subject", required=True, positional=True, source="subjects"),
    Field("file", msg("File"), "file", required=True, positional=True),
    Field("kind", msg("What it is"), required=True, limit=100),
    on=("institution", "agreement", "event", "complaint", "inspection", "finding", "case", "measure", "publication"),
    subject="subject",
    help=msg("Keep a file in the database; an attachment of a complaint is sealed."),
)

ATTACH_OPEN = Act(
    "attach.open",
    msg("Open a sealed attachment"),
    Field("id", msg("Attachment"), "subject", required=True, positional=True, source="attachments"),
    Field("purpose", msg("Purpose"), "text", required=True, limit=LONG),
    on=("attachment",),
    subject="id",
    help=msg("Open an attachment of a complaint; that it was opened, by whom and why is kept for good."),
)
