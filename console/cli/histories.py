"""The record of measures, to pass on."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from console.cli.command import KNOWN_AT, ON, OUTPUT, REPLACE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

FORMATS = ("csv", "json", "table")
_SHOWN = ("measure", "institution_name", "service", "word", "departments", "decided_on", "in_force_from", "ended_on")


def _export(
    look: "Look",
    *,
    form: str,
    institution: str | None,
    since: "date | None",
    until: "date | None",
    output: str | None,
    replace: bool,
    no_bom: bool,
) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.histories.register import COLUMNS, history, record

    look.operator("history.export")
    rows = history(look.reader, on=look.on, institution=institution, since=since, until=until, known_at=look.known_at)
    if form == "table":
        answer = Answer({"history": [record(row) for row in rows]}, plural="history", columns=(*_SHOWN, "status"))
        if output in (None, "-"):
            return answer
        chunks: Iterable[bytes] = [_table(answer, look.session.lang)]
    elif form == "csv":
        from console.documents.csv_table import csv_chunks

        chunks = csv_chunks(COLUMNS, rows, bom=output not in (None, "-") and not no_bom)
    else:
        chunks = _json(record(row) for row in rows)
    if output is None or output == "-":
        return Answer({"format": form}, chunks=_watched(look, chunks))
    write_out(Path(output), _watched(look, chunks), replace=replace)
    return Answer({"format": form, "path": output})


def _watched(look: "Look", chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, with progress told in bytes: how many rows there will be is not known before."""
    from console.progress import Progress

    progress, done = Progress(look.session.output, 0), 0
    try:
        for chunk in chunks:
            yield chunk
            done += len(chunk)
            progress.at(done)
    finally:
        progress.over()


def _json(records: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    import json

    yield b'{"history": ['
    for number, one in enumerate(records):
        yield (b", " if number else b"") + json.dumps(one, ensure_ascii=False).encode("utf-8", "backslashreplace")
    yield b"]}\n"


def _table(answer: Answer, lang: str) -> bytes:
    from console.output import encoded
    from console.views import table

    return encoded(table(answer.document["history"], lang, answer.columns) + "\n")


COMMANDS = (
    Command(
        "history export",
        msg("Export the record of measures"),
        Field("form", msg("Format"), "choice", required=True, choices=FORMATS, option="format"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("since", msg("Decided on or after"), "day"),
        Field("until", msg("Decided on or before"), "day"),
        ON,
        KNOWN_AT,
        OUTPUT,
        REPLACE,
        Field("no_bom", msg("Leave out the mark that spreadsheets need"), "flag"),
        run=_export,
        help=msg("A CSV file begins with the mark by which spreadsheets know UTF-8; on stdout it does not."),
    ),
)
