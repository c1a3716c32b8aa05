"""What only the administrator of the machine does, with the command to type: it needs the console closed, or files."""

from dataclasses import dataclass

from domain.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Outside:
    """A command with no way in the console, and why it has none."""

    command: str
    why: Message


OUTSIDE: tuple[Outside, ...] = (
    Outside(
        "database upgrade",
        msg("For a new version; every console is closed."),
    ),
    Outside("database restore", msg("Brings a copy back, to a new place.")),
    Outside("database roles", msg("PostgreSQL: what the program may do.")),
    Outside("demo", msg("A sample city apart from this database.")),
    Outside("attach save", msg("Writes an attachment to a file there.")),
    Outside("key create", msg("Makes the signing key, in a file there.")),
    Outside("package create", msg("Writes a signed package to a file there.")),
    Outside("package verify", msg("Checks a package that is a file there.")),
)
"""In the order they are shown."""
