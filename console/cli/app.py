"""The Typer application: built from the command descriptions, a group only when it is called."""

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

# Plain help needs no rich, and its completion would load it only to strip markup that is not there.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from console.cli import tree
from console.cli.command import Command
from console.cli.options import GLOBAL
from console.errors import Misuse
from domain.acts.fields import Field
from domain.messages import Message, msg

PROGRAM = "jiandu"


class HelpAsked(Exception):
    """Typer came upon ``--help``; the page is shown by whoever owns the output."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("help")
        self.path = path


class Chosen(Exception):
    """The command that was called and what was typed, by field name; carried out past Typer's own error handling."""

    def __init__(self, command: Command, given: Mapping[str, Any]) -> None:
        super().__init__("chosen")
        self.command = command
        self.given = given


def application() -> Any:
    """The root command; calling it ends in Chosen, HelpAsked, Misuse or one of Typer's usage errors."""
    app = _typer("", tree_of=())
    app.callback(invoke_without_command=True)(_root())
    return get_command(app)


def _typer(name: str, *, tree_of: tuple[str, ...]) -> typer.Typer:
    class Group(_Group):
        path = tree_of

    return typer.Typer(
        name=name,
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        help=name,
        context_settings=_HELP,
    )


_HELP: dict[Any, Any] = {"help_option_names": ["--help", "-h"]}


def _root() -> Callable[..., None]:
    """The options before the command. They are taken off before Typer sees them; here they stand for completion."""

    def root(**_: Any) -> None:
        return None

    root.__signature__ = _signature(GLOBAL)  # type: ignore[attr-defined]
    root.__annotations__ = {name: p.annotation for name, p in root.__signature__.parameters.items()}  # type: ignore[attr-defined]
    return root


class _Group(TyperGroup):
    """A group that makes its commands when they are asked for."""

    path: tuple[str, ...] = ()

    def list_commands(self, ctx: Any) -> list[str]:
        names = (*tree.SINGLE, *tree.GROUPS) if not self.path else _names_below(self.path)
        return list(names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.commands:
            made = self._make((*self.path, cmd_name))
            if made is None:
                return None
            self.commands[cmd_name] = made
        return self.commands[cmd_name]

    def _make(self, path: tuple[str, ...]) -> Any:
        command = tree.command_at(path)
        if command is not None:
            return _command(command)
        if not tree.below(path):
            return None
        app = _typer(path[-1], tree_of=path)
        app.callback(invoke_without_command=True)(_nothing)
        return get_command(app)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        command = self.get_command(ctx, args[0]) if args else None
        if command is None and not ctx.resilient_parsing:
            raise unknown_command(self.path, args[0])
        return (args[0] if command is not None else None), command, args[1:]

    def invoke(self, ctx: Any) -> Any:
        if not ctx._protected_args and self.path:  # noqa: SLF001 - the only place that tells a bare group
            raise Misuse(
                msg("{command} needs one more word. See: jiandu {command} --help", command=" ".join(self.path))
            )
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        raise HelpAsked(self.path)


def _nothing() -> None:
    return None


def _names_below(path: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(command.path[len(path)] for command in tree.below(path)))


def unknown_command(path: tuple[str, ...], word: str) -> Misuse:
    """What to say about a word that is no command, with the nearest ones there are."""
    from difflib import get_close_matches

    known = _names_below(path) if path else [*tree.SINGLE, *tree.GROUPS]
    near = get_close_matches(word, known, 3)
    told = " ".join((*path, word))
    if near:
        return Misuse(msg("There is no command {command}. Did you mean {near}?", command=told, near=tuple(near)))
    return Misuse(msg("There is no command {command}. See: jiandu --help", command=told))


def _command(command: Command) -> Any:
    """One command as Typer knows it; its parameters are texts, and nothing of them is read here."""

    class Described(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            raise HelpAsked(command.path)

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            return super().parse_args(ctx, _guarded(command, args) if command.negative else args)

    def call(**given: Any) -> None:
        raise Chosen(command, given)

    signature = _signature(command.fields)
    call.__signature__ = signature  # type: ignore[attr-defined]
    call.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
    app = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=_HELP
    )
    app.command(command.path[-1], cls=Described, help=command.label.template)(call)
    return get_command(app)


def _guarded(command: Command, args: Sequence[str]) -> list[str]:
    """Words such as ``-1m`` are periods, not options: they go behind ``--``, where nothing is an option."""
    if "--" in args:
        return list(args)
    words = [arg for arg in args if arg[:1] == "-" and arg[1:2].isdigit()]
    if not words:
        return list(args)
    rest: list[str] = []
    takes = {f"--{field.option}" for field in command.options if field.shape != "flag"}
    plain: list[str] = []
    waiting = False
    for arg in args:
        if waiting or (arg.startswith("-") and arg not in words):
            rest.append(arg)
            waiting = not waiting and arg in takes
        else:
            plain.append(arg)
    return [*rest, "--", *plain]


def _signature(fields: Sequence[Field]) -> inspect.Signature:
    """A function's signature made from fields, positional ones first."""
    ordered = sorted(fields, key=lambda field: not field.positional)
    return inspect.Signature([_parameter(field) for field in ordered])


def _parameter(field: Field) -> inspect.Parameter:
    kind: Any = bool if field.shape == "flag" else list[str] if field.many else str
    optional = not field.required and field.shape != "flag"
    info: Any
    if field.positional:
        info = typer.Argument(metavar=metavar(field), autocompletion=_completion(field))
    else:
        info = typer.Option(f"--{field.option}", metavar=metavar(field), autocompletion=_completion(field))
    default: Any = inspect.Parameter.empty
    if field.shape == "flag":
        default = False
    elif optional:
        default = None
    return inspect.Parameter(
        field.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind | None if optional else kind, info],
    )


def metavar(field: Field) -> str:
    """What stands for a value in a usage line."""
    return field.option.upper()


def _completion(field: Field) -> Callable[[str], list[str]] | None:
    if field.source == "packs":
        return _packs
    if not field.choices:
        return None

    def choices(incomplete: str) -> list[str]:
        return [choice for choice in field.choices if choice.startswith(incomplete)]

    return choices


def _packs(incomplete: str) -> list[str]:
    from domain.rulebook.loader import packs

    return [name for name in packs() if name.startswith(incomplete)]


def misuse_of(error: Exception) -> Misuse:
    """Our sentence for one of Typer's usage errors."""
    kind, param = type(error).__name__, getattr(error, "param", None)
    name = _shown(param)
    option = str(getattr(error, "option_name", "") or name)
    if kind == "MissingParameter":
        return Misuse(msg("{name} is missing. See the command's --help.", name=name))
    if kind == "NoSuchOption":
        if option.lstrip("-") in {field.option for field in GLOBAL}:
            return Misuse(msg("{option} stands before the command: jiandu {option} ... COMMAND", option=option))
        near = tuple(getattr(error, "possibilities", None) or ())
        if near:
            return Misuse(msg("There is no option {option}. Did you mean {near}?", option=option, near=near))
        return Misuse(msg("There is no option {option}. See the command's --help.", option=option))
    if kind == "BadOptionUsage":
        return Misuse(msg("{option} needs a value.", option=option))
    if kind == "UsageError" or kind == "BadArgumentUsage":
        return Misuse(msg("There is a word too many. See the command's --help."))
    return Misuse(_general(name))


def _general(name: str) -> Message:
    return msg("{name} cannot be used like this. See the command's --help.", name=name or "-")


def _shown(param: Any) -> str:
    if param is None:
        return ""
    options = getattr(param, "opts", None) or [""]
    if getattr(param, "param_type_name", "") == "argument":
        return str(getattr(param, "metavar", None) or param.name).upper()
    return str(max(options, key=len))
