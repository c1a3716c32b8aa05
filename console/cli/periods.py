"""Fields of lists about a time: ledgers and the audit list."""

from console.cli.command import ON, PAGE
from domain.acts.fields import Field
from domain.messages import Message, msg

FROM = Field("from_day", msg("From"), "day", option="from")
TO = Field("to_day", msg("To"), "day", option="to")
INSTITUTION = Field("institution", msg("Institution"), "code", source="institutions")
PERIOD = (FROM, TO, ON, *PAGE)
"""The first and last day, the day asked about, and the page."""


def open_only(label: Message) -> Field:
    """The flag that leaves out what is settled."""
    return Field("open_only", label, "flag", option="open")
