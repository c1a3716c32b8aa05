"""Commands on attachments: in by file, out by file."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import done
from console.cli.answers import page
from console.cli.command import DRY_RUN, LATE_REASON, ON, ONCE, OUTPUT, PAGE, REPLACE, Answer, Command
from domain.acts.fields import Field, Upload
from domain.acts.inspections import ATTACH, ATTACH_OPEN
from domain.messages import msg
from domain.refusals import Refusal, Refused, refuse

if TYPE_CHECKING:
    from console.session import Look, Session

_TO = Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help)


def _list(look: "Look", *, subject: str, limit: int, after: str | None) -> Answer:
    from sanctions.intake.attachments import attachments

    found = attachments(look.reader, subject, limit=limit, after=after)
    return page("attachments", found, "id", "name", "kind", "size", "added_on", "sealed")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.attachments import attachment

    return Answer(attachment(look.reader, id))


def _save(look: "Look", *, id: str, output: str, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.intake.attachments import attachment, content_of

    record = attachment(look.reader, id)
    _, content = content_of(look.reader, id)
    if output == "-":
        return Answer(record, chunks=content)
    write_out(Path(output), content, replace=replace)
    return Answer(record)


def _open(session: "Session", given: Mapping[str, Any]) -> Answer:
    """Open a sealed attachment into a file; where it cannot be written nothing is opened."""
    from pathlib import Path

    from console.files import write_out
    from sanctions.perform import perform

    target = Path(given["output"])
    if given["output"] != "-" and not given.get("replace") and os.path.lexists(target):
        raise refuse(
            "file.exists",
            msg("There is already something at that place. Choose another name, or replace it with --replace."),
            field="output",
        )
    result = perform(
        session.store,
        session.who(),
        ATTACH_OPEN,
        {field.name: given.get(field.name) for field in ATTACH_OPEN.fields},
        clock=session.clock,
        on=given.get(ON.name),
        late_reason=given.get(LATE_REASON.name),
        once=given.get(ONCE.name),
    )
    if isinstance(result, Refusal):
        raise Refused(result)
    secret = dict(result.secret)
    content = secret.pop("content", None)
    if not isinstance(content, bytes):
        raise refuse(
            "already", msg("It was opened with this key before. Use a new key to open it again."), field="once"
        )
    document = {"id": result.id, **result.data, **secret, "effects": list(result.effects)}
    if given["output"] == "-":
        return Answer(document, chunks=[content])
    write_out(target, [content], replace=bool(given.get("replace")))
    return Answer(document)


def _add(session: "Session", given: Mapping[str, Any]) -> Answer:
    """Attach a file, under another name where one is given: what comes on stdin has none."""
    file, name = given["file"], given.get("name")
    return done(session, ATTACH, {**given, "file": Upload(name, file.data) if name else file})


_NAME = Field("name", msg("Name of the file"), help=msg("In place of its own; what comes on stdin has none."))
COMMANDS = (
    Command(
        "attach add",
        ATTACH.label,
        *ATTACH.fields,
        _NAME,
        *(ON, LATE_REASON, ONCE, DRY_RUN),
        run=_add,
        help=ATTACH.help,
        act=ATTACH,
    ),
    Command(
        "attach list",
        msg("List the attachments of a subject"),
        Field("subject", msg("Subject"), "subject", required=True, positional=True, source="subjects"),
        *PAGE,
        run=_list,
    ),
    Command(
        "attach show",
        msg("Show an attachment without its content"),
        Field("id", msg("Attachment"), "subject", required=True, positional=True, source="attachments"),
        run=_show,
    ),
    Command(
        "attach save",
        msg("Write an attachment to a file"),
        Field("id", msg("Attachment"), "subject", required=True, positional=True, source="attachments"),
        _TO,
        REPLACE,
        run=_save,
    ),
    Command(
        "attach open",
        ATTACH_OPEN.label,
        *ATTACH_OPEN.fields,
        _TO,
        REPLACE,
        ON,
        LATE_REASON,
        ONCE,
        run=_open,
        help=ATTACH_OPEN.help,
        act=ATTACH_OPEN,
    ),
)
