"""The record of measures, to pass on."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import KNOWN_AT, ON, OUTPUT, PAGE, REPLACE, Answer, Command
from console.errors import Misuse
from domain.acts.fields import Field
from domain.acts.institutions import SERVICES
from domain.messages import msg
from domain.rulebook.kinds import MeasureKind

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

FORMATS = ("csv", "json", "table", "xlsx", "jsonl")
_SENT = ("id", "sent_on", "to", "format", "rows", "institution", "since", "until")


def _export(
    look: "Look",
    *,
    form: str,
    institution: str | None,
    district: str | None,
    service: str | None,
    kind: str | None,
    since: "date | None",
    until: "date | None",
    output: str | None,
    replace: bool,
    no_bom: bool,
    to: str | None,
) -> Answer:
    from pathlib import Path

    from console.documents.histories import history_chunks
    from console.files import write_out
    from sanctions.histories.chosen import need_district

    look.operator("history.export")
    to_stdout = output in (None, "-")
    if form == "xlsx" and output is None:
        raise Misuse(msg("A workbook is a file: give --output."))
    if to is not None and (district or service or kind):
        # A hand-over keeps its bounds, so that it is known later which measures were in it.
        raise Misuse(msg("What is handed over is bounded by --institution, --since and --until only."))
    if district is not None:
        need_district(look.reader, district)
    asked: dict[str, Any] = {
        "institution": institution,
        "district": district,
        "service": service,
        "kind": kind,
        "since": since,
        "until": until,
        "known_at": look.known_at,
    }
    if form == "table" and to_stdout:
        if to is not None:
            raise Misuse(msg("What is handed over is a file: give --output, or a format for one."))
        return _shown(look, asked)
    bom = not to_stdout and not no_bom
    chunks: Iterable[bytes] = history_chunks(look.reader, form, look.session.lang, on=look.on, bom=bom, **asked)
    handing = _HandOver(look, form, institution, since, until) if to is not None else None
    if handing is not None:
        chunks = handing.summed(chunks)
    if output is None or output == "-":
        told = _watched(look, chunks)
        return Answer({"format": form}, chunks=handing.kept(told, to or "") if handing is not None else told)
    write_out(Path(output), _watched(look, chunks), replace=replace)
    sent = handing.keep(to or "") if handing is not None else {}
    return Answer({"format": form, "path": output} | sent)


def _shown(look: "Look", asked: dict[str, Any]) -> Answer:
    """The record for people to read at once."""
    from console.documents.histories import SHOWN, bounded
    from sanctions.histories.register import history, record

    rows = [record(row) for row in bounded(history(look.reader, on=look.on, **asked))]
    return Answer({"history": rows}, plural="history", columns=SHOWN)


class _HandOver:
    """Sums the bytes as they go out, and keeps to whom they went once all of them did."""

    def __init__(
        self, look: "Look", form: str, institution: str | None, since: "date | None", until: "date | None"
    ) -> None:
        from hashlib import sha256

        self.look = look
        self.digest = sha256()
        days = {"since": since, "until": until}
        self.raw = {"form": form, "institution": institution} | {
            name: day.isoformat() for name, day in days.items() if day is not None
        }

    def summed(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks as they are, each counted into the sum."""
        for chunk in chunks:
            self.digest.update(chunk)
            yield chunk

    def kept(self, chunks: Iterable[bytes], to: str) -> Iterator[bytes]:
        """The chunks, and behind the last one the act."""
        yield from chunks
        self.keep(to)

    def keep(self, to: str) -> dict[str, Any]:
        """Record the hand-over; raises Refused."""
        from domain.acts.histories import SEND
        from domain.refusals import Refusal, Refused
        from sanctions.perform import perform

        session = self.look.session
        raw = self.raw | {"to": to, "sha256": self.digest.hexdigest()}
        done = perform(session.store, session.who(), SEND, raw, clock=session.clock)
        if isinstance(done, Refusal):
            raise Refused(done)
        return {"id": done.id, "sha256": done.data["sha256"]}


def _list(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.histories.sending import hand_overs

    return page("hand_overs", hand_overs(look.reader, limit=limit, after=after), *_SENT)


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.histories.sending import hand_over

    return Answer(hand_over(look.reader, id))


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


COMMANDS = (
    Command(
        "history export",
        msg("Export the record of measures"),
        Field("form", msg("Format"), "choice", required=True, choices=FORMATS, option="format"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("district", msg("District"), source="districts"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        Field("kind", msg("Kind"), "choice", choices=tuple(kind.value for kind in MeasureKind)),
        Field("since", msg("Decided on or after"), "day"),
        Field("until", msg("Decided on or before"), "day"),
        ON,
        KNOWN_AT,
        OUTPUT,
        REPLACE,
        Field("no_bom", msg("Leave out the mark that spreadsheets need"), "flag"),
        Field("to", msg("Handed to"), limit=100, help=msg("Keeps the hand-over, so that a correction can follow it.")),
        run=_export,
        help=msg(
            "A CSV file begins with the mark by which spreadsheets know UTF-8; on stdout it does not. xlsx is a"
            " workbook with sheets of institutions, measures, publications and bars; jsonl has one measure a line."
        ),
    ),
    Command("history list", msg("List hand-overs of the record"), *PAGE, run=_list),
    Command(
        "history show",
        msg("Show a hand-over of the record"),
        Field("id", msg("Hand-over"), "subject", required=True, positional=True, source="hand_overs"),
        run=_show,
    ),
    *act_commands("history"),
)
