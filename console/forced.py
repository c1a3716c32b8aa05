"""The forced command (强制命令): what sshd starts for a login, whatever the far end asked for.

Its own words are those of whoever wrote the line in the authorized_keys file: they fix who acts, on which database, in
which language. The far end's words come in SSH_ORIGINAL_COMMAND and are taken apart here, by no shell. Of the
environment nothing counts but what tells how the terminal draws.
"""

import os
import re
import shlex
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Final

from console.cli.options import Split, split
from console.confinement import check_options
from console.errors import Misuse
from domain.messages import msg

ASKED: Final = "SSH_ORIGINAL_COMMAND"
LONGEST: Final = 32 * 1024
"""Most characters of a command line from the far end; a long text fits, a file goes by stdin."""
MOST: Final = 500
"""Most words of it."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+@-]{0,63}")
_SIZE = re.compile(r"[1-9][0-9]{0,2}")
_TAKEN: Final = {
    **dict.fromkeys(("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES"), _NAME),
    **dict.fromkeys(("COLUMNS", "LINES"), _SIZE),
    "NO_COLOR": re.compile(r"[!-~]{0,16}"),
}
"""Variables that may come from the far end -> what they may hold."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters nobody types into a command line: control characters, what is no UTF-8, what turns or hides text."""


def cleaned(argv: Sequence[str], environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a confined run: what draws the terminal, where its own folders are, what was asked."""
    found = {
        name: environ[name] for name, shape in _TAKEN.items() if name in environ and shape.fullmatch(environ[name])
    }
    found |= {"JIANDU_CONFINED": "1", "PATH": "/usr/bin:/bin", "TEXTUAL_ANIMATIONS": "none", "HOME": _home(argv)}
    if ASKED in environ:
        found[ASKED] = environ[ASKED]
    return found


def _home(argv: Sequence[str]) -> str:
    """The folder the line names, else that of the account by the system's own list."""
    try:
        named = split(argv).options.get("home")
    except Misuse:
        # It is told when the line itself is read.
        named = None
    if named:
        return named
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        return "/"


def line(argv: Sequence[str], environ: Mapping[str, str]) -> Split:
    """The command line that is run: the forced command's own options, and the far end's command.

    A command that stands in the line itself is run, whatever else was asked for. Raises Misuse for a line nobody can
    have meant, Refused ``confined`` for an option that is fixed.
    """
    own = split(argv)
    _once(argv, own)
    if own.options.get("as") and own.options.get("as-key"):
        raise Misuse(msg("Give --as or --as-key, not both."))
    far = split(asked(environ.get(ASKED, "")))
    # Looked at even where the line has a command: a shell may have written these words into the line.
    check_options(far.options, verbose=far.verbose)
    if own.rest:
        return own
    return Split({**far.options, **own.options}, own.verbose, far.rest)


def _once(argv: Sequence[str], own: Split) -> None:
    # Where somebody wrote the far end's words into the line themselves, a second one would overrule the first.
    taken = list(argv[: len(argv) - len(own.rest)])
    for name in ("as", "as-key", "database", "lang", "home"):
        if sum(word == f"--{name}" or word.startswith(f"--{name}=") for word in taken) > 1:
            raise Misuse(msg("--{option} stands twice. Give it once.", option=name))


def asked(text: str) -> list[str]:
    """The words of what the far end asked for, with or without jiandu before them; no shell sees them."""
    if len(text) > LONGEST:
        raise Misuse(msg("The command line is too long. Send texts of that size as files, on stdin."))
    if _UNSEEN.search(text):
        raise Misuse(msg("The command line has characters that cannot be seen. Type it again."))
    try:
        words = shlex.split(text)
    except ValueError:
        raise Misuse(msg("A quotation mark of the command line is not closed.")) from None
    if len(words) > MOST:
        raise Misuse(msg("The command line is too long. Send texts of that size as files, on stdin."))
    return words[1:] if words[:1] == ["jiandu"] else words


def harden(argv: Sequence[str], environ: MutableMapping[str, str]) -> None:
    """Make this process a confined one: environment, rights of new files, no image of its memory on disk or to others.

    `environ` is changed in place, before any library reads it.
    """
    kept = cleaned(argv, environ)
    for name in list(environ):
        del environ[name]
    environ.update(kept)
    _ = os.umask(0o077)
    import signal

    for name in ("SIGTSTP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _unreadable()


def _unreadable() -> None:
    """Where the system has it, nobody of the same account looks into this process: all operators share one."""
    import ctypes

    dumpable: Final = 4
    try:
        ctypes.CDLL(None).prctl(dumpable, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
