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
    Outside("database drill", msg("Tries a copy, and removes what it brought back.")),
    Outside("database roles", msg("PostgreSQL: what the program may do.")),
    Outside("demo", msg("A sample city apart from this database.")),
    Outside("attach save", msg("Writes an attachment to a file there.")),
    Outside("letter template", msg("Writes our template of a letter to a file.")),
    Outside("letter check", msg("Checks the agency's templates of letters.")),
    Outside("key create", msg("Makes the signing key, in a file there.")),
    Outside("sealing-key rotate", msg("Changes the key of what is sealed, in a file there.")),
    Outside("sealing-key settle", msg("Finishes a change of that key that was stopped.")),
    Outside("sealing-key discard", msg("Destroys the file of an old key.")),
    Outside("journal heads export", msg("Writes the signed heads to a file there.")),
    Outside("package verify", msg("Checks a package that is a file there.")),
    Outside("operator key file", msg("Writes the file of keys that sshd reads.")),
    Outside("operator key lines", msg("Prints its lines, for sshd to ask for.")),
    Outside("export get", msg("Fetches what x wrote, from where you sit.")),
    Outside("export remove", msg("Removes it from your outbox.")),
)
"""In the order they are shown."""
