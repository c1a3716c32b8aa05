"""Where the agency's signing key lies on this machine, the same for every command."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.session import Session
    from db.signing import SigningKey
    from domain.messages import Message
    from domain.refusals import Refused

SIGNING_KEY: Final = Field(
    "signing_key", msg("File of the signing key"), "path", help=msg("Beside the key of sealed content unless given.")
)


PASSPHRASE: Final = (
    Field(
        "passphrase_file",
        msg("File with its passphrase"),
        help=msg("Its owner alone may read it; one line."),
    ),
    Field("passphrase_fd", msg("Open file number with its passphrase"), "count"),
)
"""Where a passphrase comes from; never from the command line, which others on the machine can see."""

_LONGEST: Final = 1024
_PASSPHRASE: Final = msg("Passphrase of the signing key")


def beside(sealing_key: Path) -> Path:
    """Where the signing key lies unless told otherwise: beside the sealing key, ``<database>.signing.pem``."""
    return sealing_key.with_name(sealing_key.name.removesuffix(".key") + ".signing.pem")


def signing_key_path(session: "Session", given: str | None) -> Path:
    """The file of the private key: the one named, else beside the sealing key."""
    if given is not None:
        return Path(given).expanduser()
    return place_of(session.settings.database.value or "", session.key_path)


def place_of(address: str, key_path: Path | None) -> Path:
    """Where the signing key of a database lies unless somebody names another file; refused ``key.missing``."""
    from db.engine import normalise_url
    from db.sealing import default_key_path

    sealing = key_path or default_key_path(normalise_url(address))
    if sealing is None:
        raise refuse(
            "key.missing",
            msg("It is not known where the signing key lies. Name it: --signing-key FILE"),
            field="signing_key",
        )
    return beside(sealing)


def signing_key_of(
    session: "Session", given: str | None, passphrase_file: str | None = None, passphrase_fd: int | None = None
) -> "SigningKey":
    """The private key; a passphrase is asked for on a terminal where none was handed in.

    Raises Refused as `load_signing_key` and `passphrase_of`.
    """
    from db.signing import load_signing_key

    return load_signing_key(
        signing_key_path(session, given),
        lambda: passphrase_of(passphrase_file, passphrase_fd, ask=lambda: asked(session.lang)),
    )


def passphrase_of(file: str | None, handle: int | None, *, ask: "Callable[[], bytes | None]") -> bytes | None:
    """A passphrase: the first line of a file or of an open one, else what `ask` gives.

    Refused ``key.passphrase`` for a file that cannot be read, that others can read, or that is empty.
    """
    if file is None and handle is None:
        return ask()
    content = b""
    opened = handle
    try:
        if opened is None:
            opened = os.open(Path(str(file)).expanduser(), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            if os.fstat(opened).st_mode & 0o077:
                raise _unusable(msg("Others can read the file with the passphrase. Give it mode 0600."))
        content = os.read(opened, _LONGEST)
    except (OSError, OverflowError):
        raise _unusable(msg("The passphrase cannot be read. Check the file.")) from None
    finally:
        if opened is not None and handle is None:
            os.close(opened)
    line = content.split(b"\n", 1)[0].rstrip(b"\r")
    if not line:
        raise _unusable(msg("The passphrase is empty."))
    return line


def _unusable(message: "Message") -> "Refused":
    return refuse("key.passphrase", message, field="passphrase_file")


def asked(lang: str, label: "Message" = _PASSPHRASE) -> bytes | None:
    """A passphrase typed on the terminal, unseen; None where there is none to ask on."""
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()):
        return None
    import getpass

    from console.i18n import render

    try:
        return getpass.getpass(f"{render(label, lang)}: ", sys.stderr).encode() or None
    except (EOFError, KeyboardInterrupt):
        return None
