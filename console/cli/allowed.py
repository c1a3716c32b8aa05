"""What a confined account (受限账号) may call: one table of commands, and no place on this machine by name.

Acts are asked of roles already, so each may be done but for those that would let somebody log in as another. Every
other command stands here or is refused. A file goes in by stdin and out by stdout or the outbox.
"""

from collections.abc import Mapping
from typing import Any, Final

from console.cli.command import Command
from console.confinement import CODE, LOGINS
from domain.acts.fields import Field
from domain.messages import Message, msg
from domain.refusals import Refused, refuse

_STREAM = "-"

_READ = (
    *("standing", "deadlines", "search", "keys"),
    *("operator list", "operator show"),
    *("institution list", "institution show", "institution sheet", "institution record"),
    *("agreement list", "agreement show", "agreement template list", "agreement template show"),
    *("event list", "event show", "complaint list", "complaint show", "complaint count"),
    *("inspection list", "inspection show", "finding list", "finding show"),
    *("attach list", "attach show", "case list", "case show"),
    *("measure options", "measure list", "measure show", "hold list", "hold show"),
    *("calendar due", "calendar list", "calendar show"),
    *("publication due", "publication list", "publication show"),
    *("assessment list", "assessment show", "renewal list", "renewal show", "bar check"),
    *("application list", "application show", "dispute list", "dispute show"),
    *("recovery list", "recovery show", "task list", "task show"),
    *("roster due", "roster list", "roster show", "survey list", "survey show"),
    *("approval list", "approval show", "delegation list", "delegation show", "office list", "office show"),
    *("ledger in-force", "ledger on-time", "ledger late", "ledger rectification", "ledger referrals"),
    *("ledger precedents", "ledger money", "ledger recoveries"),
    *("statistics show", "audit list", "audit show", "history list", "history show"),
    *("rulebook list", "rulebook show", "policy list", "policy show"),
    *("letter list", "letter show", "letter fields", "identity due", "journal heads list"),
    *("journal verify", "journal head", "key list", "key show", "package list", "package show"),
)
"""Questions: everybody reads everything but identities."""
_EXPORTS = (
    *("attach save", "publication export", "roster export", "history export", "journal export", "package create"),
    *("letter export", "letter template", "letter keep", "journal heads export"),
    *("export list", "export show", "export get", "export remove"),
)
"""What goes out by stdout; each asks the role it takes."""
ALLOWED: Final = frozenset((*_READ, *_EXPORTS))
"""Commands beside acts that a confined account may call."""

_MACHINE = msg("This account may not do it. It is done on the machine itself: jiandu {command}")
_FILES = msg(
    "It works on a file by its name, and this account names none. Run it where the file lies: jiandu {command}"
)

OUTSIDE: Final[Mapping[str, Message]] = {
    # They make databases, and folders where one says.
    "init": _MACHINE,
    "demo": _MACHINE,
    # They replace, copy or repair the database, or tell how the machine is laid out.
    "database upgrade": _MACHINE,
    "database backup": _MACHINE,
    "database restore": _MACHINE,
    "database drill": _MACHINE,
    "database roles": _MACHINE,
    "database check": _MACHINE,
    "doctor": _MACHINE,
    "config show": _MACHINE,
    # For a shell, and there is none.
    "completion": _MACHINE,
    # The private half of what the agency signs with is a file.
    "key create": _MACHINE,
    # They move, destroy or name files of keys.
    "sealing-key show": _MACHINE,
    "sealing-key rotate": _MACHINE,
    "sealing-key settle": _MACHINE,
    "sealing-key discard": _MACHINE,
    "letter check": _FILES,
    "package verify": _FILES,
    # Whoever adds a key to somebody else acts as them.
    "operator key add": LOGINS,
    "operator key remove": LOGINS,
    "operator key list": LOGINS,
    "operator key lines": LOGINS,
    "operator key file": LOGINS,
}
"""Commands that stay outside, and what is said to whoever calls one."""


def check(command: Command, given: Mapping[str, Any]) -> None:
    """Refuse ``confined`` for a command that is not in the table, and for a value that names a place here."""
    path = " ".join(command.path)
    if path in OUTSIDE or (command.act is None and path not in ALLOWED):
        raise refuse(CODE, msg(OUTSIDE.get(path, _MACHINE).template, command=path))
    for field in command.fields:
        value = given.get(field.name)
        if value is None:
            continue
        if field.shape == "file" or (field.shape == "path" and field.name == "output"):
            if value != _STREAM:
                raise _place(field)
        elif field.shape == "path":
            # Any other place is opened by its name, a dash too.
            raise _place(field)
        elif field.source == "packs":
            _shipped(field, str(value))


def _place(field: Field) -> Refused:
    name = field.option.upper() if field.positional else f"--{field.option}"
    if field.name == "output":
        told = msg("{option}: this account writes no files. Write - there, and it comes on stdout.", option=name)
    elif field.shape == "file":
        told = msg("{option}: this account reads no files. Write - there, and send the file on stdin.", option=name)
    else:
        told = msg("{option}: this account names no files. Leave it out.", option=name)
    return refuse(CODE, told, field=field.name)


def _shipped(field: Field, value: str) -> None:
    from domain.rulebook.loader import packs

    if value not in packs():
        told = msg("{field}: choose one of {choices}.", field=field.label, choices=", ".join(packs()))
        raise refuse(CODE, told, field=field.name)
