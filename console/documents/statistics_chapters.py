"""The statistics of a time as chapters: tables in words, with what is drawn of them, the same for every paper.

Only what the report shows is in them; a count it does not show is a sign here too, and nothing is added up anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from console.documents.workbook import Column
from console.i18n import SEPARATORS, render
from console.views import cell, heading
from domain.messages import Message, Words, msg
from domain.rulebook.kinds import Severity
from domain.text import one_line
from domain.words import COMPLAINTS

NOT_SHOWN: Final = "*"
"""Stands where a count is not shown."""

_COUNT: Final = "count"
_SUMS: Final = ("held", "released", "refused", "refused_without_hold", "recovered", "still_held")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A table with its heading. `total` is its last line; `drawn` are the columns of which bars are made.

    Cells are text, counts, or decimal text of yuan, as their column's shape says. `notes` stand below.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: tuple[Any, ...] | None = None
    drawn: tuple[int, ...] = (1,)
    notes: tuple[str, ...] = ()


def chapters(document: Mapping[str, Any], lang: str) -> tuple[Chapter, ...]:
    """Every figure of a report, chapter by chapter."""
    words = _InWords(lang)
    complaints = document["complaints"]
    return (
        _by_channel(complaints, words),
        _by_department(complaints, words),
        _by_conclusion(complaints, words),
        _findings(document["findings"], words),
        _places(document["findings"], words),
        _measures(document["measures"], words),
        _days(document["durations"], words),
        _in_time(document["durations"]["termination_to_publication"], words),
        _recurrence(document["recurrence"], words),
        _money(document["money"], words),
        _ladder(document["ladder"], words),
    )


def period(document: Mapping[str, Any], lang: str) -> str:
    """Which time it is about."""
    return render(msg("From {from_day} to {to_day}", from_day=document["from"], to_day=document["to"]), lang)


class _InWords:
    """Labels, headings and sentences of a language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, words: Words) -> str:
        """Words in the language."""
        return render(words, self.lang)

    def column(self, name: Message, shape: str = "text") -> Column:
        """A column under a word."""
        return Column(self.say(name), shape)

    def counts(self, labels: Sequence[str]) -> tuple[Column, ...]:
        """Columns of counts under these labels."""
        return tuple(Column(label, _COUNT) for label in labels)

    def term(self, key: str, label: str | None) -> str:
        """A term of a closed list, or a name; what has none says so."""
        return cell(key, label, self.lang) if label is not None else self.say(msg("not told"))


def _shown(counts: Sequence[int | None]) -> tuple[int | str, ...]:
    return tuple(NOT_SHOWN if count is None else count for count in counts)


def _hiding(told: Mapping[str, Any], table: str, words: _InWords) -> tuple[str, ...]:
    if not told[table]["hidden"]:
        return ()
    note = msg(
        "{sign} is not shown: counts below {small}, by which whoever reported could be guessed, and what would "
        "give them away.",
        sign=NOT_SHOWN,
        small=told["smallest_shown"],
    )
    return (words.say(note),)


_ALL: Final = msg("Together")


def _by_channel(told: Mapping[str, Any], words: _InWords) -> Chapter:
    table = told["by_status"]
    return Chapter(
        words.say(msg("Complaints by channel")),
        (
            words.column(msg("Channel")),
            words.column(_ALL, "count"),
            *words.counts([words.say(COMPLAINTS[status]) for status in table["columns"]]),
        ),
        tuple((words.term("channel", row["label"]), *_shown([row["total"], *row["counts"]])) for row in table["rows"]),
        (words.say(_ALL), *_shown([table["total"], *table["counts"]])),
        notes=_hiding(told, "by_status", words),
    )


def _by_department(told: Mapping[str, Any], words: _InWords) -> Chapter:
    """A line for each department; its columns are the channels, so that the longer of the two goes down the page."""
    table = told["by_department"]
    lines = zip(table["columns"], table["counts"], *(row["counts"] for row in table["rows"]), strict=True)
    return Chapter(
        words.say(msg("Complaints by department")),
        (
            words.column(msg("Department"), "long"),
            words.column(_ALL, "count"),
            *words.counts([words.term("channel", row["label"]) for row in table["rows"]]),
        ),
        tuple((words.term("department", label), *_shown(counts)) for label, *counts in lines),
        (words.say(_ALL), *_shown([table["total"], *(row["total"] for row in table["rows"])])),
        notes=_hiding(told, "by_department", words),
    )


def _by_conclusion(told: Mapping[str, Any], words: _InWords) -> Chapter:
    table = told["by_conclusion"]
    return Chapter(
        words.say(msg("What became of complaints")),
        (words.column(msg("Conclusion")), words.column(_ALL, "count")),
        tuple(
            (words.term("conclusion", label), *_shown([count]))
            for label, count in zip(table["columns"], table["counts"], strict=True)
        ),
        (words.say(_ALL), *_shown([table["total"]])),
        notes=(words.say(msg("Of those in cases that are closed.")), *_hiding(told, "by_conclusion", words)),
    )


def _findings(told: Mapping[str, Any], words: _InWords) -> Chapter:
    weights = [severity.value for severity in Severity]
    return Chapter(
        words.say(msg("Findings by category")),
        (
            words.column(msg("Category")),
            words.column(_ALL, "count"),
            *words.counts([cell("severity", weight, words.lang) for weight in weights]),
            words.column(msg("Amount in yuan"), "money"),
        ),
        tuple(
            (
                row["what"] if isinstance(row["what"], str) else words.say(row["what"]),
                row["total"],
                *(row[weight] for weight in weights),
                row["amount"],
            )
            for row in told["by_category"]
        ),
        notes=(words.say(msg("Findings: {count}.", count=told["total"])),),
    )


def _places(told: Mapping[str, Any], words: _InWords) -> Chapter:
    table = told["by_department"]
    return Chapter(
        words.say(msg("Findings by department")),
        (words.column(msg("Department"), "long"), words.column(msg("Findings"), "count")),
        tuple(
            (words.term("department", label), count)
            for label, count in zip(table["columns"], table["counts"], strict=True)
        ),
        notes=(words.say(msg("A finding in several departments counts in each.")),),
    )


def _measures(rows: Sequence[Mapping[str, Any]], words: _InWords) -> Chapter:
    keys = {
        "decided": msg("Decided"),
        "in_force": msg("In force"),
        "taken_back": msg("Revoked since"),
        "institutions": msg("Institutions"),
        "cases": msg("Cases"),
    }
    return Chapter(
        words.say(msg("Measures by kind")),
        (words.column(msg("Measure")), *words.counts([words.say(word) for word in keys.values()])),
        tuple((words.say(row["what"]), *(row[key] for key in keys)) for row in rows),
    )


def _days(told: Mapping[str, Any], words: _InWords) -> Chapter:
    spans = {
        "finding_to_measure": msg("From the first finding to the measure"),
        "termination_to_publication": msg("From a termination to its publication"),
    }
    headings = (msg("How many"), msg("Middle, in days"), msg("Longest, in days"))
    return Chapter(
        words.say(msg("How long it took")),
        (words.column(msg("From when to when")), *words.counts([words.say(one) for one in headings])),
        tuple(
            (words.say(name), *(told[key][figure] for figure in ("count", "median", "most")))
            for key, name in spans.items()
            if told[key]["count"]
        ),
        drawn=(2, 3),
        notes=(words.say(msg("Calendar days; the middle one is the lower of two.")),),
    )


def _in_time(told: Mapping[str, Any], words: _InWords) -> Chapter:
    notes = []
    if told["rate"] is not None:
        judged = msg(
            "Public in time: {on_time} of {judged}, {rate} percent. Still to come: {open}.",
            **{key: told[key] for key in ("on_time", "judged", "rate", "open")},
        )
        notes.append(words.say(judged))
    # What is late and still waits is judged and open at once.
    rows = (
        (msg("In time"), told["on_time"]),
        (msg("Late"), told["judged"] - told["on_time"]),
        (msg("Not public yet"), told["open"]),
    )
    return Chapter(
        words.say(msg("Terminations published in time")),
        (words.column(msg("Publication")), words.column(msg("How many"), "count")),
        tuple((words.say(name), count) for name, count in rows) if any(count for _, count in rows) else (),
        notes=tuple(notes),
    )


def _recurrence(told: Mapping[str, Any], words: _InWords) -> Chapter:
    notes = []
    if told["rate"] is not None:
        sentence = msg(
            "Not the first on their provision: {recurring} of {decided} measures, {rate} percent; institutions: "
            "{institutions}.",
            **{key: told[key] for key in ("recurring", "decided", "rate", "institutions")},
        )
        notes.append(words.say(sentence))
    return Chapter(
        words.say(msg("Provisions broken again")),
        (words.column(msg("Provision"), "long"), words.column(msg("Measures"), "count")),
        tuple((one_line(one["provision"]), one["count"]) for one in told["provisions"]),
        notes=tuple(notes),
    )


def _money(told: Mapping[str, str], words: _InWords) -> Chapter:
    return Chapter(
        words.say(msg("Money, in yuan")),
        (words.column(msg("Sum")), words.column(msg("Amount in yuan"), "money")),
        tuple((heading(key, words.lang, "statistics"), told[key]) for key in _SUMS),
        notes=(
            words.say(
                msg("What moved in the time, by the day of the acts; below nought where more was undone than done.")
            ),
        ),
    )


def _ladder(told: Mapping[str, Any], words: _InWords) -> Chapter:
    notes = []
    if told["rate"] is not None:
        usual = msg(
            "As usual for the same provision and weight: {as_usual} of {compared} measures, {rate} percent.",
            **{key: told[key] for key in ("as_usual", "compared", "rate")},
        )
        notes.append(words.say(usual))
    counted = (msg("Measures"), msg("Steps compared"), msg("As usual"), msg("Departures"))
    return Chapter(
        words.say(msg("What was decided on the like")),
        (
            words.column(msg("Provision"), "long"),
            words.column(msg("Severity")),
            words.column(msg("First or again")),
            *words.counts([words.say(one) for one in counted]),
            words.column(msg("Decided"), "long"),
        ),
        tuple(_groups(told["groups"], words)),
        drawn=(),
        notes=tuple(notes),
    )


def _groups(rows: Sequence[Mapping[str, Any]], words: _InWords) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (
            one_line(row["provision"]),
            cell("severity", row["severity"], words.lang),
            words.say(msg("again")) if row["recurring"] else "",
            *(row[key] for key in ("total", "compared", "as_usual", "departures")),
            SEPARATORS[words.lang].join(words.say(one) for one in row["decided"]),
        )
