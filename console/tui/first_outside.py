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
        msg("After a new version of the program, before anybody opens it: every console must be closed."),
    ),
    Outside("database restore", msg("Brings a copy back to a new place, which no console has open yet.")),
    Outside("demo", msg("Makes a sample city beside the database in use, which stays as it is.")),
    Outside(
        "attach save", msg("Writes an attachment to a file, on the machine and with the rights of whoever types it.")
    ),
)
"""In the order they are shown."""
