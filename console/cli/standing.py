"""What an institution may do on a day, and everything that runs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.answers import page
from console.cli.command import KNOWN_AT, ON, OUTPUT, PAGE, REPLACE, Answer, Command
from console.errors import ATTENTION, Misuse
from domain.acts.admissions import SERVICES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look
    from domain.states.agency import Operator

FORMATS = ("table", "ics", "mail")
QUESTIONS = ("receive_patients", "emergency", "settle", "be_paid", "apply")


def _standing(look: "Look", *, code: str, service: str | None, department: str | None) -> Answer:
    from sanctions.standing import standing

    found = standing(look.reader, code, on=look.on, service=service, department=department, known_at=look.known_at)
    return Answer(found, view=_drawn)


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """Question by question: the answer, until when it is known to hold, and why."""
    from console.i18n import render
    from console.views import bullet, cell, heading, record

    head = {key: value for key, value in document.items() if key not in QUESTIONS and value is not None}
    parts = [record(head, lang, within="standing")]
    for question in QUESTIONS:
        found = document[question]
        line = f"{heading(question, lang)}: {cell('answer', found['answer'], lang)}"
        if found["until"] is not None:
            line += "  " + render(msg("(until {day}, included)", day=found["until"]), lang)
        parts.append("\n".join([line, *(bullet(cell("reasons", reason, lang), "  ") for reason in found["reasons"])]))
    return "\n\n".join(parts)


def _deadlines(
    look: "Look",
    *,
    within: int | None,
    check: bool,
    mine: bool,
    form: str | None,
    output: str | None,
    replace: bool,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.running.deadlines import attention, deadlines

    me = look.operator() if mine else None
    if form in ("ics", "mail"):
        if after is not None:
            raise Misuse(msg("A calendar file and a mail hold everything; leave out --after."))
        return _taken_along(look, form, within, me, output, check=check, replace=replace)
    if output is not None:
        raise Misuse(msg("Only a calendar file or a mail is written to a file: --format ics or --format mail."))
    found = deadlines(look.reader, on=look.on, within=within, mine=me, limit=limit, after=after)
    answer = page("deadlines", found)
    answer.view = _running
    if check and attention(found.items):
        answer.status = ATTENTION
    return answer


def _taken_along(
    look: "Look",
    form: str,
    within: int | None,
    me: "Operator | None",
    output: str | None,
    *,
    check: bool,
    replace: bool,
) -> Answer:
    """Everything at once as bytes, to stdout or into a file."""
    from pathlib import Path

    from console.documents.deadlines import deadlines_ics, deadlines_mail
    from console.files import write_out
    from sanctions.asking import agency_of
    from sanctions.running.deadlines import attention, every_deadline

    rows = every_deadline(look.reader, on=look.on, within=within, mine=me)
    lang = look.session.lang
    if form == "ics":
        chunks = deadlines_ics(look.reader, rows, lang)
    else:
        chunks = deadlines_mail(rows, agency_of(look.reader).name, lang, on=look.on)
    status = ATTENTION if check and attention(rows) else 0
    if output is None or output == "-":
        return Answer({"format": form}, chunks=chunks, status=status)
    write_out(Path(output), chunks, replace=replace)
    return Answer({"format": form, "path": output}, status=status)


_COLUMNS = ("due", "remaining", "overdue_by", "kind", "subject", "name", "provisional", "may_move")


def _running(document: Mapping[str, Any], lang: str) -> str:
    """What runs as a table, then what there is to be done for those rows that speak of no institution."""
    from console.i18n import sentences
    from console.lines import hanging, width
    from console.views import cell, table

    items = document["deadlines"]
    # A nought and a no in every row would only stand in the way.
    rows = [{key: item[key] if item[key] or key == "remaining" else None for key in _COLUMNS} for item in items]
    parts = [table(rows, lang, _COLUMNS, within="deadlines")]
    told = []
    for item in items:
        if item["kind"] == "task":
            words = [item["what"], *(reason.text for reason in item["reasons"] if reason.text != item["what"])]
            told += hanging(
                f"{cell('subject', item['subject'], lang)}: ", sentences(filter(None, words), lang), width()
            )
    return "\n\n".join([*parts, "\n".join(told)] if told else parts)


COMMANDS = (
    Command(
        "standing",
        msg("Tell what an institution may do on a day"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        Field("department", msg("Department")),
        ON,
        KNOWN_AT,
        run=_standing,
        help=msg("About services given on that day: new patients, settlement, payment, application; and why."),
    ),
    Command(
        "deadlines",
        msg("List everything that runs"),
        Field("within", msg("Only what ends within so many working days"), "count"),
        Field("check", msg("Exit with 3 when something is overdue"), "flag"),
        Field("mine", msg("Only what is my turn"), "flag"),
        Field(
            "form",
            msg("Format"),
            "choice",
            choices=FORMATS,
            option="format",
            help=msg("ics is a calendar file, mail are plain lines; both hold everything."),
        ),
        ON,
        OUTPUT,
        REPLACE,
        *PAGE,
        run=_deadlines,
        help=msg("Most urgent first: publications, answers, re-checks, approvals, renewals, bars."),
    ),
)
