"""Login keys of operators: told, and written as sshd reads them."""

from typing import TYPE_CHECKING

from console.cli.answers import page
from console.cli.command import OUTPUT, PAGE, REPLACE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

_PROGRAM = Field(
    "program",
    msg("How sshd starts this program"),
    limit=1000,
    help=msg("Words as a shell reads them. This installation unless given."),
)
_HOME = Field(
    "home",
    msg("Folder of settings, drafts and outboxes"),
    "path",
    limit=1000,
    help=msg("The account's own unless given."),
)


def _list(look: "Look", *, name: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.agency.operator_keys import keys

    found = keys(look.reader, name=name, limit=limit, after=after)
    return page("keys", found, "operator", "fingerprint", "type", "active")


def _written(look: "Look", fingerprint: str | None, program: str | None, home: str | None) -> list[str]:
    import shlex

    from console import authorized_keys
    from console.errors import Misuse
    from domain.public_keys import read_fingerprint
    from sanctions.agency.operator_keys import valid_keys

    try:
        words = shlex.split(program) if program else authorized_keys.program()
    except ValueError:
        raise Misuse(msg("A quotation mark of the command line is not closed.")) from None
    command = authorized_keys.forced_command(
        words, database=look.session.settings.database.value or "", lang=look.session.lang, home=home
    )
    wanted = read_fingerprint(fingerprint) if fingerprint is not None else None
    return authorized_keys.lines(command, ((one.fingerprint, one.key) for one in valid_keys(look.reader, wanted)))


def _lines(look: "Look", *, fingerprint: str | None, program: str | None, home: str | None) -> Answer:
    found = _written(look, fingerprint, program, home)
    return Answer({"lines": found}, view=lambda document, _: "\n".join(document["lines"]))


def _file(look: "Look", *, output: str | None, replace: bool, program: str | None, home: str | None) -> Answer:
    from pathlib import Path

    from console.files import write_out

    found = _written(look, None, program, home)
    content = "".join(f"{line}\n" for line in found).encode()
    if output in (None, "-"):
        return Answer({"lines": found}, chunks=[content])
    write_out(Path(str(output)).expanduser(), [content], replace=replace)
    return Answer({"path": str(output), "keys": len(found)})


COMMANDS = (
    Command(
        "operator key list",
        msg("List the login keys"),
        Field("name", msg("Full name"), positional=True, limit=60, source="operators"),
        *PAGE,
        run=_list,
    ),
    Command(
        "operator key lines",
        msg("Print the lines for sshd's AuthorizedKeysCommand"),
        Field("fingerprint", msg("Fingerprint"), positional=True, limit=60, help=msg("Only this key; sshd gives %f.")),
        _PROGRAM,
        _HOME,
        run=_lines,
        help=msg("Of everybody who works here. Each key opens the console or runs one command, and no shell."),
    ),
    Command(
        "operator key file",
        msg("Write the authorized_keys file"),
        OUTPUT,
        REPLACE,
        _PROGRAM,
        _HOME,
        run=_file,
        help=msg(
            "The same lines, in a file that the account alone may read. Write it anew when keys or people change."
        ),
    ),
)
