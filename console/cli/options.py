"""The options before the command: taken off by hand, so that language and help need nothing loaded."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from console.errors import Misuse
from console.settings import THEMES
from domain.acts.fields import Field
from domain.messages import msg

GLOBAL: Final = (
    Field("database", msg("Database"), help=msg("A file, or an address like postgresql://host/name.")),
    Field("as_", msg("Operator who acts"), option="as"),
    Field(
        "as_key",
        msg("Operator whose login key it is"),
        option="as-key",
        help=msg("Its fingerprint. For sshd: fixes who acts, where and on what."),
    ),
    Field("home", msg("Folder of settings, drafts and outboxes"), "path", help=msg("Only with --as-key or confined.")),
    Field("lang", msg("Language"), choices=("zh_CN", "en")),
    Field("read_only", msg("Look, and do no act"), "flag", option="read-only"),
    Field("theme", msg("Colours of the console"), choices=THEMES),
    Field("plain", msg("Console without reversed or dimmed text"), "flag"),
    Field("verbose", msg("Show the log on stderr"), "flag"),
)


class Split(NamedTuple):
    """A command line taken apart: options before the command, and the rest."""

    options: dict[str, str | None]
    verbose: bool
    rest: list[str]


def split(argv: Sequence[str]) -> Split:
    """Take the options before the command off; raises Misuse for one without its value."""
    takes = {f"--{field.option}": field.option for field in GLOBAL if field.shape != "flag"}
    flags = {f"--{field.option}": field.option for field in GLOBAL if field.shape == "flag"}
    options: dict[str, str | None] = {}
    rest = list(argv)
    while rest:
        name, equals, value = rest[0].partition("=")
        if rest[0] in flags:
            options[flags[rest[0]]] = "yes"
            del rest[0]
        elif name not in takes:
            break
        elif equals:
            options[takes[name]] = value
            del rest[0]
        elif len(rest) < 2:
            raise Misuse(msg("{option} needs a value.", option=name))
        else:
            options[takes[name]] = rest[1]
            del rest[:2]
    return Split(options, bool(options.pop("verbose", None)), rest)


def stated_language(argv: Sequence[str]) -> str | None:
    """The language asked for, however wrong the rest of the line is."""
    for place, word in enumerate(argv):
        if word == "--lang":
            return argv[place + 1] if place + 1 < len(argv) else None
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
