"""Acts on things to carry out (落实事项)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

KINDS = ("follow-up", "promise", "consequence", "instruction", "oversight")

_TASK = Field("id", msg("Task"), "subject", required=True, positional=True, source="tasks")
_PERSON = Field("person", msg("Who carries it out"), source="operators", limit=60)
_DUE = Field("due", msg("By the day"), "day")
_PROOF = Field("proof", msg("Proof"), "file", help=msg("Kept as an attachment."))

ADD = Act(
    "task.add",
    msg("Add a task"),
    Field("about", msg("Belongs to"), "subject", required=True, positional=True, source="subjects"),
    Field("text", msg("What is to be done"), "text", required=True, limit=2_000),
    Field("kind", msg("Kind"), "choice", choices=KINDS, help=msg("Left empty: follow-up.")),
    _PERSON,
    _DUE,
    Field(
        "asked_by",
        msg("Asked for by"),
        limit=100,
        help=msg("Whose instruction or opinion it is, and its number where it has one."),
    ),
    on=("institution", "case", "measure", "complaint", "inspection", "dispute"),
    subject="about",
    help=msg("Something to carry out: a follow-up, a promise, an instruction, an opinion of the department."),
)

ASSIGN = Act(
    "task.assign",
    msg("Assign a task"),
    _TASK,
    _PERSON,
    _DUE,
    on=("task",),
    subject="id",
    help=msg("Say who carries it out, and by when."),
)

DONE = Act(
    "task.done",
    msg("Record that a task is done"),
    _TASK,
    Field("result", msg("What was done"), "text", required=True, limit=LONG),
    _PROOF,
    on=("task",),
    subject="id",
)

DROP = Act(
    "task.drop",
    msg("Drop a task"),
    _TASK,
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("task",),
    subject="id",
    help=msg("Record that it does not apply here, and why."),
)
