"""Help pages, drawn from the descriptions without loading Typer; Typer shows the same pages."""

from collections.abc import Iterable, Sequence

from console.cli import tree
from console.cli.command import Command
from console.cli.options import GLOBAL
from console.i18n import render
from console.lines import width, wrapped
from domain.acts.fields import Field
from domain.messages import Message, msg

_WIDE = 100
_COLUMN = 30


def help_page(path: tuple[str, ...], lang: str) -> str:
    """The page of a command, a group or, without a path, the program."""
    if not path:
        return _program(lang)
    command = tree.command_at(path)
    if command is not None:
        return _command(command, lang)
    return _group(path, lang)


def _program(lang: str) -> str:
    return "\n".join(
        [
            _usage("jiandu", [_word(msg("OPTIONS"), lang), _word(msg("COMMAND"), lang), "..."], lang),
            "",
            render(
                msg("Supervision of the service institutions of a work-injury insurance agency. Alone: the console."),
                lang,
            ),
            "",
            *_section(msg("Commands"), ((n, label) for n, (_, label) in tree.SINGLE.items()), lang),
            *_section(msg("Groups"), ((n, label) for n, (_, label) in tree.GROUPS.items()), lang),
            *_options(msg("Options before the command"), GLOBAL, lang),
            "  " + _padded("--version", _COLUMN) + _say(msg("Print the version"), lang),
            "  " + _padded("--help, -h", _COLUMN) + _say(msg("Print this page, or the page of a command"), lang),
        ]
    )


def _group(path: tuple[str, ...], lang: str) -> str:
    commands = tree.below(path)
    rows = ((" ".join(command.path[len(path) :]), command.label) for command in commands)
    lines = [_usage(" ".join(("jiandu", *path)), [_word(msg("COMMAND"), lang), "..."], lang), ""]
    if len(path) == 1:
        lines += [_say(tree.GROUPS[path[0]][1], lang), ""]
    lines += _section(msg("Commands"), rows, lang)
    return "\n".join(
        [*lines, "  " + _padded("--help, -h", 16) + _say(msg("Print this page, or the page of a command"), lang)]
    )


def _command(command: Command, lang: str) -> str:
    needed = [f"--{field.option} {shown_value(field)}" for field in command.options if field.required]
    pieces = [*(_placed(field) for field in command.words), *needed, f"[{_word(msg('OPTIONS'), lang)}]"]
    lines = [_usage(" ".join(("jiandu", *command.path)), pieces, lang), "", _say(command.label, lang)]
    if command.help is not None:
        lines += ["", *wrapped(_say(command.help, lang), _width())]
    lines.append("")
    if command.words:
        lines += _options(msg("Arguments"), command.words, lang)
        lines.append("")
    lines += _options(msg("Options"), command.options, lang)
    lines.append("  " + _padded("--help, -h", _COLUMN) + _say(msg("Print this page"), lang))
    return "\n".join(lines)


def _usage(program: str, pieces: Iterable[str], lang: str) -> str:
    first, *more = wrapped(render(msg("Usage: {line}", line=" ".join((program, *pieces))), lang), _width())
    return "\n".join([first, *("    " + line for line in more)])


def _section(title: Message, rows: Iterable[tuple[str, Message]], lang: str) -> list[str]:
    return [_say(title, lang), *("  " + _padded(name, 16) + _say(label, lang) for name, label in rows), ""]


def _options(title: Message, fields: Sequence[Field], lang: str) -> list[str]:
    lines = [_say(title, lang)]
    for field in fields:
        name = _placed(field) if field.positional else f"--{field.option}"
        if field.shape != "flag" and not field.positional:
            name += f" {shown_value(field)}"
        lines += _described("  " + name, _meaning(field, lang))
    return lines


def _meaning(field: Field, lang: str) -> str:
    said = _say(field.label, lang)
    notes = []
    if field.required:
        notes.append(_say(msg("required"), lang))
    if field.many:
        notes.append(_say(msg("may be repeated"), lang))
    if notes:
        said += f" ({', '.join(notes)})"
    if field.help is not None:
        said += ("" if said.endswith((".", "。")) else _say(msg(". "), lang)) + _say(field.help, lang)
    if field.choices:
        said += ": " + " | ".join(field.choices)
    return said


def _described(name: str, meaning: str) -> list[str]:
    width = max(_width() - _COLUMN - 2, 20)
    first, *more = wrapped(meaning, width)
    indent = " " * (_COLUMN + 2)
    head = [name.ljust(_COLUMN + 2) + first] if len(name) < _COLUMN + 2 else [name, indent + first]
    return [*head, *(indent + line for line in more)]


def _placed(field: Field) -> str:
    shown = field.option.upper() + ("..." if field.many else "")
    return shown if field.required else f"[{shown}]"


def shown_value(field: Field) -> str:
    """What stands for an option's value."""
    return _OPTIONS.get(field.option) or _SHAPES.get(field.shape, "TEXT")


_SHAPES = {
    "bill": "NO=YUAN",
    "choice": "WORD",
    "code": "CODE",
    "count": "N",
    "day": "DATE",
    "file": "FILE",
    "money": "YUAN",
    "pair": "NO=INITIALS",
    "path": "FILE",
    "part": "NO[=YUAN]",
    "promise": "TEXT=DATE",
    "subject": "ID",
}
_OPTIONS = {
    "after": "CURSOR",
    "as": "OPERATOR",
    "as-key": "FINGERPRINT",
    "database": "ADDRESS",
    "home": "FOLDER",
    "known-at": "TIME",
    "lang": "LANGUAGE",
    "on": "DATE",
    "once": "KEY",
}


def _padded(name: str, width: int) -> str:
    return name.ljust(width) if len(name) < width else name + " "


def _word(word: Message, lang: str) -> str:
    return render(word, lang)


def _say(message: Message, lang: str) -> str:
    return render(message, lang)


def _width() -> int:
    return min(width(), _WIDE)
