"""A confined account (受限账号) in either face: who logs in is settled elsewhere, and no file is named.

Which commands it may call stands in console/cli/allowed.py.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from domain.messages import Message, msg
from domain.refusals import Refused, refuse

if TYPE_CHECKING:
    from domain.acts.core import Act

CODE: Final = "confined"
"""The code of every refusal here."""
LOGINS: Final = msg("Who logs in is settled on the machine itself, not over the line: jiandu {command}")

_LOGIN_ACTS: Final = ("operator.add-key", "operator.remove-key")
"""Whoever adds a key to somebody else acts as them."""

OPTIONS: Final = ("read-only", "theme", "plain")
"""Options before the command that the far end may give: they narrow, or are a matter of taste."""


def check_act(act: "Act") -> None:
    """Refuse ``confined`` for an act that settles who logs in: nobody makes themselves another over the line."""
    if act.kind in _LOGIN_ACTS:
        raise refuse(CODE, msg(LOGINS.template, command=act.commands[0]))


def check_options(options: Mapping[str, str | None], *, verbose: bool) -> None:
    """Refuse ``confined`` for an option before the command that is not the far end's to give."""
    found = next((name for name in (*options, *(["verbose"] if verbose else [])) if name not in OPTIONS), None)
    if found is not None:
        raise refuse(CODE, msg("--{option} is fixed for this account. Leave it out.", option=found))


def no_upload(act: "Act", label: Message) -> Refused:
    """The refusal of a file named in a form."""
    return refuse(
        CODE,
        msg(
            "{field}: this account reads no files here. By command it comes on stdin: ssh ACCOUNT@HOST {command}",
            field=label,
            command=act.commands[0],
        ),
    )
