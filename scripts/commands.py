"""Write docs/commands.md from the command tree: `python -m scripts.commands`."""

from collections.abc import Iterator
from pathlib import Path

from console.cli import tree
from console.cli.command import Command
from console.cli.help import shown_value
from console.cli.options import GLOBAL
from console.i18n import CHINESE, ENGLISH, render
from domain.acts.fields import Field
from domain.messages import Message

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"

_HEAD = """# Commands

Made from the program by `python -m scripts.commands`; a test holds the two together.

Options before the command say where and who; everything after it belongs to the command. Every command takes
`--json` (one document on stdout) and `--help`. Data goes to stdout, what is said about it to stderr.

| status | means |
| --- | --- |
| 0 | done |
| 1 | refused by a rule, or a value failed a check; with `--json`: `{"refused": {"code", "message", "reasons"}}` |
| 2 | wrong usage; with `--json`: `{"error": {"code", "message"}}` |
| 3 | attention needed: `--check`, `journal verify`, `database check`, `doctor` |
| 4 | the database cannot be reached, is not ours, is newer, or cannot be written; or a file cannot be written |
| 5 | busy; try again |
| 70 | a fault of the program: the log says where, under the id in the message |
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, "## Before the command\n\n" + _table(GLOBAL)]
    parts += [_command(command) for name in tree.SINGLE for command in tree.commands_of(name)]
    for name, (_, label) in tree.GROUPS.items():
        parts.append(f"## {name}\n\n{_both(label)}\n")
        parts += [_command(command) for command in tree.commands_of(name)]
    return "\n".join(parts)


def _command(command: Command) -> str:
    heading = "##" if len(command.path) == 1 else "###"
    lines = [f"{heading} {' '.join(command.path)}", "", _both(command.label)]
    if command.help is not None:
        lines += ["", _both(command.help)]
    fields = [field for field in command.fields if field.option != "json"]
    return "\n".join([*lines, "", _table(fields)]) if fields else "\n".join([*lines, ""])


def _both(message: Message) -> str:
    return f"{render(message, ENGLISH)} / {render(message, CHINESE)}"


def _table(fields: "tuple[Field, ...] | list[Field]") -> str:
    return "\n".join(["| argument | what | |", "| --- | --- | --- |", *_rows(fields), ""])


def _rows(fields: "tuple[Field, ...] | list[Field]") -> Iterator[str]:
    for field in fields:
        name = field.option.upper() if field.positional else f"--{field.option}"
        if not field.positional and field.shape != "flag":
            name += f" {shown_value(field)}"
        notes = [word for word, holds in (("required", field.required), ("repeated", field.many)) if holds]
        what = _both(field.label)
        if field.choices:
            what += ": " + ", ".join(f"`{choice}`" for choice in field.choices)
        if field.help is not None:
            what += f" ({_both(field.help)})"
        yield f"| `{name}` | {what.replace('|', chr(92) + '|')} | {', '.join(notes)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
