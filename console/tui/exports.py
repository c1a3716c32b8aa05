"""What a page can write into a file (导出): which data, in which formats, by whom, under which name.

The bytes are those of the command that exports the same; a list that no command exports is written as its command
prints it, or as it is looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from domain.announcements import FORMATS as PUBLISHED
from domain.messages import Message, Words, msg

if TYPE_CHECKING:
    from datetime import date

    from console.tui.questions import Questions
    from console.tui.screens.listed import ListPage
    from sanctions.results import Way

Chunks = Callable[["Questions", str, str], Iterable[bytes]]
"""The bytes, from a look at the store, a format and a language; asked in a thread."""


@dataclass(frozen=True, slots=True)
class Export:
    """Something a page can write. `stem` begins the name of the file; `needs` names the act in the table of roles.

    Where it can be bounded, `bounded` gives the same within other `bounds`.
    """

    label: Words
    stem: str
    formats: tuple[str, ...]
    chunks: Chunks
    needs: str | None = None
    bounds: Mapping[str, Any] = field(default_factory=dict)
    bounded: "Callable[[Mapping[str, Any]], Export] | None" = None


def listed(page: "ListPage", plural: str, *, stem: str = "", needs: str | None = None) -> Export:
    """The list of a page to its end, as filtered and sorted; its JSON is that of the command, under `plural`."""
    order = page.order()
    headings = [page.speech(column.label) for column in page.rows.columns]

    def chunks(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from console.documents.listings import listing_csv, listing_json

        if form == "json":
            return listing_json(plural, _records(page, questions, order), lang)
        rows = ([cell.strip() for cell in page.line(one).cells] for one in _records(page, questions, order))
        return listing_csv(headings, rows)

    return Export(msg("This list, as filtered"), stem or plural.replace("_", "-"), ("csv", "json"), chunks, needs)


def _records(page: "ListPage", questions: "Questions", order: "Way") -> Iterator[Mapping[str, Any]]:
    words, after = page.words.casefold().split(), None
    while True:
        found = questions.veiled(page.page_by(questions, after, order))
        for one in found.items:
            if page.filters_in_store or _has(page, one, words):
                yield one
        after = found.next
        if after is None:
            return


def _has(page: "ListPage", one: Mapping[str, Any], words: Sequence[str]) -> bool:
    line = page.line(one)
    text = " ".join((*line.cells, line.key)).casefold()
    return all(word in text for word in words)


HISTORY = ("csv", "json", "table", "xlsx", "jsonl")
"""Formats of the record; the library of workbooks is not loaded to name them."""


def history(institution: str | None = None, bounds: Mapping[str, Any] | None = None) -> Export:
    """The record of measures, of all institutions or of one, within bounds: `history export`."""
    within = dict(bounds or {})

    def chunks(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from console.documents.histories import history_chunks
        from sanctions.histories.chosen import need_district

        if institution is not None:
            questions.require_open(institution)
        if "district" in within:
            need_district(questions.reader, within["district"])
        return history_chunks(
            questions.reader, form, lang, on=questions.today, institution=institution, bom=form == "csv", **within
        )

    label: Words = msg("Record of its measures") if institution else msg("Record of all measures")
    if within:
        from console.tui.history_bounds import told

        label = told(within)
    stem = f"history-{institution}" if institution else "history"
    stem = f"{stem}-part" if within else stem
    return Export(label, stem, HISTORY, chunks, "history.export", within, partial(history, institution))


def journal() -> Export:
    """A copy of the whole journal that anybody can verify: `journal export`."""

    def chunks(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from sanctions.agency.journals import journal_export

        return journal_export(questions.reader)

    return Export(msg("Copy of the whole journal, to verify"), "journal", ("jsonl",), chunks, "journal.export")


def deadlines(*, mine: bool = False) -> Export:
    """What runs on the day, all or one's own, as a calendar file or lines for a mail: `deadlines --format`."""

    def chunks(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from console.documents.deadlines import deadlines_ics, deadlines_mail
        from sanctions.asking import agency_of, operator_named
        from sanctions.running.deadlines import every_deadline

        reader = questions.reader
        me = operator_named(reader, questions.opened.operator) if mine else None
        rows = every_deadline(reader, on=questions.today, mine=me)
        if form == "ics":
            return deadlines_ics(reader, rows, lang)
        return deadlines_mail(rows, agency_of(reader).name, lang, on=questions.today)

    label = msg("What is mine to do") if mine else msg("Everything that runs")
    return Export(label, "deadlines-mine" if mine else "deadlines", ("ics", "mail"), chunks)


STATISTICS = ("xlsx", "html", "table", "json")
"""Formats of the figures, what people hand on first."""


def statistics(since: "date", until: "date") -> Export:
    """The figures of a time: `statistics show`."""

    def chunks(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from console.documents.statistics import statistics_chunks
        from sanctions.agency.kept_heads import along

        return statistics_chunks({**questions.statistics(since, until), **along(questions.reader)}, form, lang)

    return Export(msg("The figures of this year"), f"statistics-{since.year}", STATISTICS, chunks)


def approved(noun: str, id: str) -> tuple[Export, ...]:
    """The approved text of a publication or of a version of the published list, by the commands of both; else none."""

    def publication(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from sanctions.publishing.lists import publication_export

        questions.require_open(id)
        return [publication_export(questions.reader, id, form, None)]

    def roster(questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        from sanctions.publishing.roster_lists import roster_export

        return [roster_export(questions.reader, id, form)]

    chunks: Chunks | None = {"publication": publication, "roster": roster}.get(noun)
    return (Export(msg("The approved text"), id, PUBLISHED, chunks),) if chunks is not None else ()


FORMATS: Mapping[str, Message] = {
    "csv": msg("CSV for spreadsheets"),
    "json": msg("JSON for programs"),
    "table": msg("a table to read"),
    "txt": msg("plain text"),
    "jsonl": msg("one entry a line"),
    "docx": msg("a paper for Word or WPS"),
    "html": msg("a page for a browser"),
    "ics": msg("a calendar file"),
    "mail": msg("lines for a mail"),
    "xlsx": msg("a workbook for Excel or WPS"),
}
"""Formats in words."""

SUFFIXES: Mapping[str, str] = {"table": "txt", "mail": "txt"}
"""Ends of file names that are not the format's own name."""


def file_name(export: Export, form: str, day: str) -> str:
    """A name that says what it is and of which day."""
    return f"{export.stem}-{day}.{SUFFIXES.get(form, form)}"
