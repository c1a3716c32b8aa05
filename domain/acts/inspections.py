"""Acts on inspections, their findings, and files attached to anything."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

INSPECTION_KINDS = ("routine", "spot", "special", "joint", "complaint")
SEVERITIES = ("minor", "serious", "grave")
_PERSON, _NUMBER = 60, 60

RECORD = Act(
    "inspection.record",
    msg("Record an inspection"),
    Field("institution", msg("Institution"), "code", required=True, source="institutions"),
    Field("kind", msg("Kind"), "choice", required=True, choices=INSPECTION_KINDS),
    Field("inspectors", msg("Inspector"), required=True, many=True, option="inspector", limit=_PERSON),
    Field("participants", msg("Other body taking part"), many=True, option="participant", limit=100),
    Field("notice_no", msg("Number of the inspection notice"), limit=_NUMBER),
    Field("unannounced", msg("Not announced"), "flag"),
    Field("note", msg("Note"), "text", limit=LONG),
    on=("institution",),
    subject="institution",
    help=msg("Record an inspection by two people or more; its day is the day of the act."),
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
