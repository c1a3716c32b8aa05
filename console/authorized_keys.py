"""Lines for sshd (sshd(8), AUTHORIZED_KEYS FILE FORMAT): each key starts this program for its owner, and nothing else.

A line names the key by its fingerprint, never its owner: a fingerprint is plain ASCII whatever people are called, and
whose it is is looked up at each login, so that a leaver is turned away even by a file that was not written anew.
"""

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from console.errors import Misuse
from domain.messages import msg

RESTRICTED = "restrict,pty"
"""No forwarding of anything and no rc file; a terminal for the console."""
_DANGEROUS = re.compile(r'[\x00-\x1f\x7f"\\]')
"""What sshd or the file would read in a way of their own."""


def program() -> list[str]:
    """How this program is started here, whatever the environment says (``-I``)."""
    return [sys.executable, "-I", "-m", "console"]


def forced_command(words: Sequence[str], *, database: str, lang: str, home: str | None) -> str:
    """What stands before the fingerprint: the program and what is fixed for everybody. Misuse for what cannot stand
    in a line, and for an address with a password, which everybody on the machine could read there."""
    from db.engine import normalise_url, sqlite_path

    url = normalise_url(database)
    path = sqlite_path(url)
    if url.password is not None:
        raise Misuse(
            msg(
                "The address of the database has a password, which others could read in the line. "
                "Keep it in ~/.pgpass of the account."
            )
        )
    place = str(path.resolve()) if path is not None else database
    fixed = ["--database", place, "--lang", lang]
    if home is not None:
        fixed += ["--home", str(Path(home).expanduser().absolute())]
    command = shlex.join([*words, *fixed, "--as-key"])
    if _DANGEROUS.search(command):
        raise Misuse(msg("A quotation mark, a backslash or a line break cannot stand in a line for sshd."))
    return command


def lines(command: str, keys: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each key, given as its fingerprint and as type and base64."""
    return [f'{RESTRICTED},command="{command} {fingerprint}" {key}' for fingerprint, key in keys]
