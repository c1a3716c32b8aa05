"""Letters and forms: which fit, looked at, written out, kept, and the templates they are made of."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.cli.answers import whole
from console.cli.command import ON, ONCE, OUTPUT, REPLACE, Answer, Command
from console.errors import ATTENTION, Misuse
from domain.acts.fields import Field, Upload
from domain.messages import Message, msg

if TYPE_CHECKING:
    from console.session import Look, Session
    from sanctions.letters.making import Made

_COLUMNS = ("id", "word", "about", "template")
_LETTER = Field("letter", msg("Letter"), required=True, positional=True)
_SUBJECT = Field("subject", msg("Subject"), "subject", required=True, positional=True, source="subjects")
_NUMBER = Field("number", msg("Number of the letter"), limit=100, help=msg("Left blank to be written by hand."))
_TO = Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help)


def folder_of(session: "Session") -> Path | None:
    """The agency's own folder of templates; None where it has none."""
    value = session.settings.templates.value
    return Path(value).expanduser() if value else None


def _list(look: "Look", *, subject: str | None) -> Answer:
    from sanctions.letters.catalogue import LETTERS, letters_for
    from sanctions.letters.templates import pack_of, whose
    from sanctions.rules import rulebook_of

    rules = rulebook_of(look.reader)
    found = letters_for(look.reader, subject, on=look.on, rules=rules) if subject is not None else LETTERS.values()
    pack, folder = pack_of(rules, look.on), folder_of(look.session)
    items = [
        {"id": one.id, "word": one.word, "about": list(one.about), "template": whose(one.id, pack, folder)}
        for one in found
    ]
    return whole("letters", items, *_COLUMNS)


def _made(look: "Look", subject: str, letter: str, number: str | None) -> "Made":
    from sanctions.letters.making import letter as made

    return made(look.reader, letter, subject, on=look.on, templates=folder_of(look.session), number=number)


def _show(look: "Look", *, subject: str, letter: str, number: str | None) -> Answer:
    made = _made(look, subject, letter, number)
    return Answer(_told(made, subject) | {"text": made.text}, view=_drawn)


def _told(made: "Made", subject: str) -> dict[str, Any]:
    return {"letter": made.letter, "subject": subject, "name": made.name, "template": made.whose}


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """The letter alone, as it is read."""
    from console.views import paragraphs

    return "\n".join(paragraphs("\n".join(document["text"])))


def _export(
    look: "Look", *, subject: str, letter: str, number: str | None, output: str | None, replace: bool
) -> Answer:
    from hashlib import sha256

    from console.files import write_out

    look.operator("letter.export")
    made = _made(look, subject, letter, number)
    if output == "-" or (output is None and look.session.settings.confined):
        return Answer({}, chunks=[made.content])
    path = Path(output if output is not None else made.name)
    write_out(path, [made.content], replace=replace)
    sum_ = sha256(made.content).hexdigest()
    return Answer(_told(made, subject) | {"path": str(path), "sha256": sum_})


def _keep(look: "Look", *, subject: str, letter: str, number: str | None, once: str | None) -> Answer:
    from domain.acts.inspections import ATTACH
    from domain.refusals import Refusal, Refused
    from sanctions.perform import perform

    made = _made(look, subject, letter, number)
    raw = {"subject": subject, "file": Upload(made.name, made.content), "kind": KEPT}
    done = perform(look.session.store, look.session.who(), ATTACH, raw, clock=look.session.clock, once=once)
    if isinstance(done, Refusal):
        raise Refused(done)
    return Answer({"id": done.id, "letter": letter, **done.data, "effects": list(done.effects)})


KEPT = "letter"
"""What a kept letter is among the attachments of its subject."""


def _template(look: "Look", *, letter: str, output: str, replace: bool) -> Answer:
    from console.files import write_out
    from sanctions.letters.templates import pack_of, template_for
    from sanctions.rules import rulebook_of

    pack = pack_of(rulebook_of(look.reader), look.on)
    template = template_for(letter, pack, None)
    if output == "-":
        return Answer({}, chunks=[template.content])
    write_out(Path(output), [template.content], replace=replace)
    return Answer({"letter": letter, "pack": pack, "path": output})


def _fields(look: "Look", *, letter: str) -> Answer:
    from sanctions.letters.templates import examples

    items = [{"field": field, "example": example} for field, example in examples(letter)]
    return Answer({"letter": letter, "fields": items}, plural="fields", columns=("field", "example"))


def _check(look: "Look", *, letter: str | None, file: Upload | None) -> Answer:
    from sanctions.letters.templates import Fault, faults_in, faults_of
    from sanctions.rules import rulebook_of

    folder = folder_of(look.session)
    notes: list[Message] = []
    faults: list[Fault] = []
    if letter is not None and file is not None:
        faults += faults_of(file.data, letter, file.name)
    elif letter is not None:
        raise Misuse(msg("Give the letter and the file of its template, or neither to check the folder of templates."))
    elif folder is None:
        notes.append(msg("No folder of templates is set (setting templates): every letter is made of ours."))
    else:
        faults += faults_in(folder, tuple(pack.id for pack in rulebook_of(look.reader).packs))
    problems = [{"template": one.template, "code": one.code, "message": one.message} for one in faults]
    return Answer(
        {"ok": not problems, "problems": problems}, status=ATTENTION if problems else 0, notes=notes, view=_problems
    )


def _problems(document: Mapping[str, Any], lang: str) -> str:
    from console.views import record, table

    if document["ok"]:
        return record(document, lang, within="letter")
    return table(document["problems"], lang, ("template", "message"), within="problems")


COMMANDS = (
    Command(
        "letter list",
        msg("List the letters there are, or those that can be written about a subject"),
        Field("subject", msg("Subject"), "subject", positional=True, source="subjects"),
        ON,
        run=_list,
        help=msg("Also tells whether a letter is made of our template or of the agency's own."),
    ),
    Command("letter show", msg("Show the text of a letter"), _SUBJECT, _LETTER, _NUMBER, ON, run=_show),
    Command(
        "letter export",
        msg("Write a letter to a file for Word or WPS"),
        _SUBJECT,
        _LETTER,
        _NUMBER,
        Field("output", OUTPUT.label, "path", help=msg("Named after the subject and the letter unless given.")),
        REPLACE,
        ON,
        run=_export,
        help=msg("The same bytes for the same record, day and template."),
    ),
    Command(
        "letter keep",
        msg("Keep a letter with its subject"),
        _SUBJECT,
        _LETTER,
        _NUMBER,
        ON,
        ONCE,
        run=_keep,
        help=msg("It becomes an attachment, so that packages carry it; that of a complaint is sealed."),
    ),
    Command(
        "letter template",
        msg("Write our template of a letter to a file, to be changed in Word"),
        _LETTER,
        _TO,
        REPLACE,
        ON,
        run=_template,
        help=msg("Changed, it belongs in the folder of templates, under the rulebook: zibo-2023/decision.docx, say."),
    ),
    Command("letter fields", msg("List the fields a template of a letter can use"), _LETTER, run=_fields),
    Command(
        "letter check",
        msg("Check the agency's templates, or one file"),
        Field("letter", msg("Letter"), positional=True),
        Field("file", msg("File"), "file", positional=True),
        run=_check,
        help=msg("Each is filled with an example; status 3 when something is wrong."),
    ),
)
