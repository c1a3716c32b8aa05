"""Sentences that name command options and commands, told for people in front of a form: by labels."""

import re
from collections.abc import Iterator

from console.tui.doing import LATE, ON
from console.tui.speech import Speech
from domain.acts import Act, Field, acts

_PLACEHOLDER = r"(?: (?:NO=YUAN|FILE|单据号=元|文件))?"


def in_labels(sentence: str, act: Act, speech: Speech) -> str:
    """The sentence with ``--clause`` as the label of that field, and ``measure notice`` as the label of that act.

    An option of the act comes first; one of a command named before it is that command's. What nobody knows stays.
    """
    commands = _commands()
    named = "|".join(re.escape(name) for name in sorted(commands, key=len, reverse=True))
    # What is typed at another machine stays as it is typed.
    pattern = re.compile(
        rf"(?<![\w-])(?<!@HOST )(?P<command>{named})(?![\w-])|--(?P<option>[a-z][a-z0-9-]*){_PLACEHOLDER}"
    )
    of = act

    def told(match: re.Match[str]) -> str:
        nonlocal of
        command, option = match["command"], match["option"]
        if command is not None:
            # One word is too little to tell a command from what people write.
            if " " not in command:
                return match[0]
            of = commands[command]
            return _quoted(speech(of.label), speech)
        field = next((one for one in (*_fields(of), *_fields(act)) if one.option == option), None)
        return _quoted(speech(field.label), speech) if field is not None else match[0]

    said = pattern.sub(told, sentence)
    # Chinese puts no spaces around its quotation marks.
    return said if speech.lang == "en" else re.sub(r" (?=“)|(?<=”) ", "", said)


def _commands() -> dict[str, Act]:
    return {name: act for act in acts() for name in act.commands}


def _fields(act: Act) -> Iterator[Field]:
    yield from act.fields
    yield from (ON, LATE)


def _quoted(label: str, speech: Speech) -> str:
    return f'"{label}"' if speech.lang == "en" else f"“{label}”"
