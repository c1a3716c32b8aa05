"""Acts on packages (移交包): that one was handed over, and to whom."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

PACKAGE_RECORD = Act(
    "package.record",
    msg("Record a package that was handed over"),
    Field(
        "about",
        msg("What it holds"),
        required=True,
        positional=True,
        limit=40,
        help=msg("The number of a case, or: history"),
    ),
    Field("to", msg("Handed to"), required=True, limit=100),
    Field("sha256", msg("SHA-256"), required=True, limit=64, help=msg("Of the file that was handed over.")),
    Field("institution", msg("Institution"), "code", source="institutions"),
    Field("since", msg("Decided on or after"), "day"),
    Field("until", msg("Decided on or before"), "day"),
    Field("note", msg("Note"), "text", limit=LONG),
    help=msg("Keep to whom a package was handed; package create does it by itself."),
)
