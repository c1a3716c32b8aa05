"""Acts on disputes (行政复议, 行政诉讼) over what the agency decided: filed, stayed, decided by the other body."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

KINDS = ("reconsideration", "litigation")
OUTCOMES = (
    "upheld",
    "set-aside",
    "partly-set-aside",
    "varied",
    "declared-unlawful",
    "remake-ordered",
    "settled",
    "withdrawn",
)
TERMS = ("restored", "extended", "over")

_KIND_WORDS = {"复议": "reconsideration", "行政复议": "reconsideration", "诉讼": "litigation", "行政诉讼": "litigation"}
_OUTCOME_WORDS = {
    "维持": "upheld",
    "撤销": "set-aside",
    "部分撤销": "partly-set-aside",
    "变更": "varied",
    "确认违法": "declared-unlawful",
    "责令重作": "remake-ordered",
    "调解": "settled",
    "撤回": "withdrawn",
}
TERM_WORDS = {"恢复": "restored", "延长": "extended", "已到期": "over"}

_ID = Field("id", msg("Dispute"), "subject", required=True, positional=True, source="disputes")
_BODY = Field("body", msg("Body"), required=True, limit=100)

OPEN = Act(
    "dispute.open",
    msg("Open a dispute"),
    Field(
        "target",
        msg("What is contested"),
        "subject",
        required=True,
        positional=True,
        source="dispute_targets",
        help=msg("A measure, a refused application, or the bar a decision started, as in bar:CL-2024-0003."),
    ),
    Field("kind", msg("Kind"), "choice", required=True, choices=KINDS, aliases=_KIND_WORDS),
    _BODY,
    Field("number", msg("Its case number"), required=True, limit=100),
    Field("filed", msg("Filed on"), "day", required=True),
    Field("reason", msg("What is asked, and why"), "text", limit=LONG),
    on=("measure", "application", "agreement"),
    subject="target",
    help=msg("Record that a decision is contested; by itself that does not stay it."),
)

STAY = Act(
    "dispute.stay",
    msg("Record a stay"),
    _ID,
    Field("from_day", msg("First day stayed"), "day", required=True, option="from"),
    Field("until", msg("Last day stayed"), "day", help=msg("Left empty: until the stay or the dispute ends.")),
    _BODY,
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("dispute",),
    subject="id",
    help=msg("Record that execution is suspended; meanwhile the decision does not bite."),
)

RESUME = Act(
    "dispute.resume",
    msg("End a stay"),
    _ID,
    Field("until", msg("Last day stayed"), "day", required=True),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("dispute",),
    subject="id",
    help=msg("Record that a stay ends; the decision bites again on the next day."),
)

DECIDE = Act(
    "dispute.decide",
    msg("Record the outcome"),
    _ID,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=OUTCOMES, aliases=_OUTCOME_WORDS),
    Field("decided", msg("Decided on"), "day", required=True),
    Field("effective", msg("Takes effect on"), "day", required=True),
    Field("number", msg("Number of the outcome's document"), limit=100),
    Field("reason", msg("What it says"), "text", limit=LONG),
    Field(
        "departments",
        msg("Department"),
        many=True,
        option="department",
        source="departments",
        limit=100,
        help=msg("What falls, when set aside in part; what it covers from now on, when varied."),
    ),
    Field(
        "bills",
        msg("Bill"),
        "part",
        many=True,
        option="bill",
        source="measure_bills",
        help=msg("What falls, when set aside in part; what it covers from now on, when varied."),
    ),
    Field(
        "services",
        msg("Service"),
        "choice",
        many=True,
        option="service",
        choices=("medical", "rehabilitation", "device"),
        help=msg("What falls, when set aside in part."),
    ),
    Field("until", msg("Last day"), "day", help=msg("The new last day, when varied.")),
    Field("rectify_by", msg("Put right by"), "day", help=msg("The new day, when varied.")),
    Field("word", msg("Word in the decision"), limit=60, help=msg("The new word, when varied.")),
    Field("terms", msg("Terms of the settlement"), "text", limit=LONG),
    Field(
        "term",
        msg("Rest of the agreement's term"),
        "choice",
        choices=TERMS,
        aliases=TERM_WORDS,
        help=msg("A proposal, where an agreement comes back; whoever approves decides."),
    ),
    Field("extended_to", msg("Extended to"), "day", help=msg("The new last day of the agreement.")),
    Field("remake_by", msg("Decide anew by"), "day"),
    Field("procedural", msg("The fault was procedural only"), "flag"),
    on=("dispute",),
    subject="id",
    retype={"outcome": ("set-aside", "remake-ordered")},
    help=msg("Record what the other body decided; another person approves carrying it out."),
)
