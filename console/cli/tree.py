"""The tree of commands: what each group is called and where it stands; loaded no further than asked."""

from collections.abc import Iterator
from importlib import import_module

from console.cli.command import Command
from domain.messages import Message, msg

GROUPS: dict[str, tuple[str, Message]] = {
    "operator": ("operators", msg("Who may act here")),
    "institution": ("institutions", msg("Institutions and what they are called")),
    "agreement": ("agreements", msg("Service agreements and their clauses")),
    "event": ("events", msg("What happens to institutions from outside")),
    "complaint": ("complaints", msg("Complaints and reports")),
    "identity": ("identities", msg("Who reported, once kept long enough")),
    "inspection": ("inspections", msg("Inspections")),
    "finding": ("findings", msg("What inspections and cases found")),
    "attach": ("attachments", msg("Files attached to anything")),
    "case": ("cases", msg("Cases")),
    "measure": ("measures", msg("Graduated measures, from proposal to end")),
    "hold": ("holds", msg("Bills held during a case")),
    "calendar": ("calendars", msg("Working days and due dates")),
    "publication": ("publications", msg("Publication of terminations")),
    "assessment": ("assessments", msg("Assessments")),
    "renewal": ("renewals", msg("Renewal of agreements")),
    "bar": ("bars", msg("Whether an institution may apply again")),
    "application": ("applications", msg("Applications for an agreement")),
    "dispute": ("disputes", msg("Reconsideration and litigation, and what they set aside")),
    "recovery": ("recoveries", msg("Fees already paid that must come back")),
    "task": ("tasks", msg("What is to be carried out, by whom and by when")),
    "roster": ("rosters", msg("The published list of agreement institutions")),
    "survey": ("surveys", msg("Satisfaction surveys")),
    "approval": ("approving", msg("What waits for approval, level by level")),
    "delegation": ("delegations", msg("Who decides for somebody who is away")),
    "office": ("offices", msg("The offices of the agency")),
    "letter": ("letters", msg("Letters and forms that leave the house")),
    "ledger": ("ledgers", msg("Lists to hand in: rectification, referrals, money, precedents")),
    "statistics": ("statistics", msg("Figures of a time")),
    "audit": ("audits", msg("What an auditor looks at first")),
    "history": ("histories", msg("The record of measures, to pass on")),
    "export": ("outbox", msg("Files that wait for you on this machine")),
    "rulebook": ("rulebooks", msg("Rulebooks: clauses, their words, where they come from")),
    "policy": ("policies", msg("The agency's own settings")),
    "journal": ("journals", msg("The journal: verify, export")),
    "key": ("signing", msg("Keys the agency signs with")),
    "sealing-key": ("sealing_keys", msg("The key that opens what is sealed")),
    "package": ("packages", msg("Packages to hand over, that anybody can check")),
    "database": ("databases", msg("Care of the database")),
    "config": ("configuration", msg("Settings of this program")),
}
"""First word of a command -> its file here, and what the group is about."""

SINGLE: dict[str, tuple[str, Message]] = {
    "init": ("starting", msg("Make a database")),
    "demo": ("starting", msg("Make a sample city and open it")),
    "approve": ("approving", msg("Approve what waits for another person")),
    "reject": ("approving", msg("Reject what waits for another person")),
    "return": ("approving", msg("Return what waits, to be changed")),
    "resubmit": ("approving", msg("Submit again what was returned")),
    "standing": ("standing", msg("What an institution may do on a day")),
    "deadlines": ("standing", msg("Everything that runs")),
    "search": ("search", msg("Search numbers, names and texts")),
    "doctor": ("databases", msg("Look for what is wrong")),
    "keys": ("keys", msg("Print the key card of the console")),
    "completion": ("configuration", msg("Print the completion script of a shell")),
}
"""Commands of one word."""


def commands_of(group: str) -> tuple[Command, ...]:
    """The commands of a group or of one word, in the order they are shown; KeyError for an unknown name."""
    name, _ = GROUPS.get(group) or SINGLE[group]
    module = import_module(f"console.cli.{name}")
    found: tuple[Command, ...] = module.COMMANDS
    return tuple(command for command in found if command.path[0] == group)


def every_command() -> Iterator[Command]:
    """All commands: loads every group."""
    for group in (*SINGLE, *GROUPS):
        yield from commands_of(group)


def command_at(path: tuple[str, ...]) -> Command | None:
    """The command with exactly these words, None when there is none."""
    if not path or (path[0] not in GROUPS and path[0] not in SINGLE):
        return None
    return next((command for command in commands_of(path[0]) if command.path == path), None)


def below(path: tuple[str, ...]) -> list[Command]:
    """The commands that begin with these words."""
    if not path or (path[0] not in GROUPS and path[0] not in SINGLE):
        return []
    return [command for command in commands_of(path[0]) if command.path[: len(path)] == path]
