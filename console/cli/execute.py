"""Doing a command: files read, values parsed by domain, the answer shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from console.cli.command import AFTER, KNOWN_AT, LIMIT, ON, Answer, Command
from console.errors import Misuse
from console.session import Look, Session
from domain.acts.fields import Context, Field, parse_field
from domain.messages import msg
from domain.refusals import Refusal, Refused

_SETTLED = ("json", ON.name, KNOWN_AT.name)
"""Fields that say how to look, not what for."""


def execute(session: Session, command: Command, raw: Mapping[str, Any]) -> int:
    """Run a command with what was typed, show its answer, give its exit status."""
    given = {name: value for name, value in raw.items() if value is not None}
    as_json = bool(given.pop("json", False))
    try:
        if session.settings.confined:
            from console.cli.allowed import check

            check(command, given)
            session.require_somebody()
        return _run(session, command, given, as_json=as_json)
    except Refused as refused:
        raise Refused(_naming_option(refused.refusal, command)) from None


def _run(session: Session, command: Command, given: dict[str, Any], *, as_json: bool) -> int:
    _read_files(session, command, given)
    if command.act is not None:
        answer = command.run(session, given)
    elif command.needs_store:
        with session.look(given.get(ON.name), given.get(KNOWN_AT.name)) as look:
            values = values_of(command, given, look)
            look.require_open(values.values())
            answer = command.run(look, **values)
            if answer.plural is not None and command.path[-1] != "export":
                answer.document = look.veiled(answer.document)
            show(session, answer, as_json=as_json, within=command.path[0])
            _warn(look)
            return answer.status
    else:
        answer = command.run(session, **values_of(command, given, None))
    show(session, answer, as_json=as_json, within=command.path[0])
    return answer.status


def _warn(look: Look) -> None:
    """Say when the machine's clock is behind what was recorded: days told here may be wrong."""
    from sanctions.clocks import behind, told

    last = behind(look.reader, look.now)
    if last is not None:
        look.session.output.tell(told(last))


def _naming_option(refusal: Refusal, command: Command) -> Refusal:
    """The refusal of a value, with the option behind the field's name: that is what is to be typed anew."""
    field = next((one for one in command.options if one.name == refusal.field), None)
    if field is None or refusal.message.params.get("field") != field.label:
        return refusal
    named = msg("{field} (--{option})", field=field.label, option=field.option)
    return replace(refusal, message=msg(refusal.message.template, **{**refusal.message.params, "field": named}))


def _read_files(session: Session, command: Command, given: dict[str, Any]) -> None:
    from console.files import STDIN, read_upload

    taken = False
    for field in command.fields:
        path = given.get(field.name)
        if field.shape != "file" or not isinstance(path, str):
            continue
        if path == STDIN:
            if taken:
                raise Misuse(msg("Only one file can come from stdin."))
            taken = True
        given[field.name] = read_upload(path, session.stdin, field.name, field.label, session.own_files)


def values_of(command: Command, given: Mapping[str, Any], look: Look | None) -> dict[str, Any]:
    """The keywords of a command's function, parsed by domain."""
    wanted = [field for field in command.fields if field.name not in _SETTLED]
    # Only days need to know today, and only then is it worth asking.
    dated = look is not None and any(field.shape == "day" and field.name in given for field in wanted)
    context = Context(look.today, look.calendar) if dated and look is not None else cast(Context, None)
    return {field.name: _value(field, given.get(field.name), context) for field in wanted}


def _value(field: Field, raw: Any, context: Context) -> Any:
    value = parse_field(field, raw, context)
    if field is LIMIT and value is None:
        from sanctions.paging import LIMIT as USUAL

        return USUAL
    return value


def show(session: Session, answer: Answer, *, as_json: bool, within: str = "") -> None:
    """Data to stdout, as JSON, bytes or text about a noun; notes to stderr."""
    output = session.output
    if answer.chunks is not None:
        output.write(answer.chunks)
    elif as_json:
        output.document(answer.document)
    else:
        from console.views import drawn

        output.text(
            drawn(
                answer.document,
                session.lang,
                plural=answer.plural,
                columns=answer.columns,
                view=answer.view,
                within=within,
            )
        )
        if answer.plural and answer.document.get("next"):
            output.tell(
                msg(
                    "There are more. Go on with: --{option} {cursor}",
                    option=AFTER.option,
                    cursor=str(answer.document["next"]),
                )
            )
    for note in answer.notes:
        output.tell(note)
