"""Commands made from acts: whatever may be done has its command line, with the same fields as its form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from console.cli.command import DRY_RUN, LATE_REASON, ON, ONCE, SEEN, Answer, Command
from console.errors import Failed, failure_of_refusal
from domain.acts import act as act_of
from domain.acts import acts_of
from domain.acts.core import Act
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Session


_OPENED = ("complaint.reveal", "attach.open")
"""Acts that show what is sealed: seeing it is the act, so there is nothing to rehearse."""

_PERIODS = ("policy.set",)
"""Acts whose words may be periods that reach back, such as -1m."""


def act_commands(noun: str) -> tuple[Command, ...]:
    """The command lines of a noun's acts."""
    return tuple(command for act in acts_of(noun) for command in commands_for(act))


def alias(kind: str, path: str) -> Command:
    """The same act under another line: ``measure approve`` for ``approve``."""
    return _command(act_of(kind), path)


def commands_for(act: Act) -> tuple[Command, ...]:
    """An act's command lines, its own first."""
    return tuple(_command(act, path) for path in act.commands)


def _command(act: Act, path: str) -> Command:
    common = (ON, LATE_REASON, ONCE, *((SEEN,) if act.subject is not None else ()))
    common = common if act.kind in _OPENED else (*common, DRY_RUN)
    own = {field.option for field in act.fields}
    fields = (*act.fields, *(field for field in common if field.option not in own))

    def run(session: "Session", given: Mapping[str, Any]) -> Answer:
        return done(session, act, given)

    return Command(path, act.label, *fields, run=run, help=act.help, act=act, negative=act.kind in _PERIODS)


def _seen(given: Mapping[str, Any]) -> int | None:
    """The number of an entry; refused as any number that is none."""
    from domain.acts.fields import Context, parse_field

    raw = given.get(SEEN.name)
    return None if raw is None else cast(int, parse_field(SEEN, raw, cast(Context, None)))


def done(session: "Session", act: Act, given: Mapping[str, Any]) -> Answer:
    """Do an act, or rehearse it, and tell what came of it; raises Refused for a refusal."""
    from domain.refusals import Refusal, Refused
    from sanctions.perform import perform

    own = {field.name for field in act.fields}
    raw = {name: value for name, value in given.items() if name in own}
    rehearse = DRY_RUN.name not in own and bool(given.get(DRY_RUN.name))
    result = perform(
        session.store,
        session.who(),
        act,
        raw,
        clock=session.clock,
        on=given.get(ON.name),
        late_reason=given.get(LATE_REASON.name),
        once=given.get(ONCE.name),
        rehearse=rehearse,
        seen=_seen(given),
    )
    if isinstance(result, Refusal):
        raise Refused(result)
    document: dict[str, Any] = {"id": result.id}
    if result.status is not None:
        document["status"] = result.status
    document |= dict(result.data) | dict(result.secret)
    if result.repeated:
        document["repeated"] = True
    notes = list(result.warnings)
    if rehearse:
        document["dry_run"] = True
        notes.append(msg("This was only a rehearsal; nothing was kept."))
    if result.effects:
        document["effects"] = list(result.effects)
    if result.warnings:
        document["warnings"] = list(result.warnings)
    if result.refused is not None:
        failure = failure_of_refusal(result.refused)
        # A rehearsal keeps nothing, and its number will be another's.
        failure.subject = None if rehearse else failure.subject or result.id
        raise Failed(failure)
    return Answer(document, notes=notes)
