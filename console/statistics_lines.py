"""The statistics of a time, drawn once for both faces: lines of at most a width, with bars of plain signs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from console.i18n import SEPARATORS, render
from console.lines import columns, cut, padded, wrapped
from console.views import cell, grouped_amount, heading
from domain.messages import Message, Words, msg
from domain.rulebook.kinds import Severity
from domain.text import one_line
from domain.words import COMPLAINTS

_LABEL, _NUMBER, _GAP = 24, 14, 2
_HIDDEN = "*"
_SUMS = ("held", "released", "refused", "refused_without_hold", "recovered", "still_held")


class Piece(NamedTuple):
    """A line; a `head` begins a section."""

    text: str
    head: bool = False


class _Bar(NamedTuple):
    """A line of a chart: what, how many (None where it is not shown), as it is written, and what to add below."""

    label: str
    size: int | None
    written: str = ""
    below: str = ""


def drawn_statistics(document: Mapping[str, Any], lang: str) -> str:
    """The report as text of 80 columns."""
    # Two columns of indent, and two for a full stop that may not begin a line.
    return "\n".join(("" if one.head else "  ") + one.text for one in statistics_lines(document, lang, 76))


def statistics_lines(document: Mapping[str, Any], lang: str, width: int) -> Iterator[Piece]:
    """Section by section; a section with nothing in it says so."""
    drawing = _Drawing(lang, width)
    yield Piece(drawing.say(msg("From {from_day} to {to_day}", from_day=document["from"], to_day=document["to"])), True)
    yield from _complaints(document["complaints"], drawing)
    yield from _findings(document["findings"], drawing)
    yield from drawing.chart(msg("Measures by kind"), [_measure(one, drawing) for one in document["measures"]])
    yield from _durations(document["durations"], drawing)
    yield from _recurrence(document["recurrence"], drawing)
    money = document["money"]
    bars = [_Bar(heading(key, lang, "statistics"), _fen(money[key]), grouped_amount(money[key])) for key in _SUMS]
    yield from drawing.chart(msg("Money, in yuan"), bars)
    yield from _ladder(document["ladder"], drawing)


class _Drawing:
    """How wide, and in which language."""

    def __init__(self, lang: str, width: int) -> None:
        self.lang = lang
        self.width = width

    def say(self, words: Words) -> str:
        """Words in the language."""
        return render(words, self.lang)

    def joined(self, parts: Iterable[str]) -> str:
        """Several things one behind the other."""
        return SEPARATORS[self.lang].join(parts)

    def section(self, head: Message, lines: Iterable[str]) -> Iterator[Piece]:
        """Sentences under a heading."""
        yield Piece(self.say(head), head=True)
        for line in lines:
            yield from (Piece(part) for part in wrapped(line, self.width))

    def chart(self, head: Message, bars: Sequence[_Bar]) -> Iterator[Piece]:
        """Bars under a heading, each with its number beside it; the longest takes the room there is."""
        yield Piece(self.say(head), head=True)
        if not bars:
            yield Piece(self.say(msg("Nothing in this time.")))
        room = max(self.width - _LABEL - _NUMBER - 2 * _GAP, 4)
        most = max((bar.size or 0 for bar in bars), default=0)
        for bar in bars:
            number = bar.written or (_HIDDEN if bar.size is None else f"{bar.size:,}")
            label = padded(cut(one_line(bar.label), _LABEL), _LABEL)
            drawn = "#" * _length(bar.size or 0, most, room)
            number = " " * max(_NUMBER - columns(number), 0) + number
            yield Piece(f"{label}{' ' * _GAP}{number}{' ' * _GAP}{drawn}".rstrip())
            if bar.below:
                yield from (Piece(f"  {part}") for part in wrapped(bar.below, self.width - 2))


def _length(count: int, most: int, room: int) -> int:
    """Signs of a bar: in proportion, rounded down, but one at least for what there is."""
    return max(count * room // most, 1) if count > 0 and most > 0 else 0


def _number(count: int | None) -> str:
    return _HIDDEN if count is None else f"{count:,}"


def _complaints(told: Mapping[str, Any], drawing: _Drawing) -> Iterator[Piece]:
    lang, by_status = drawing.lang, told["by_status"]
    bars = []
    for row in by_status["rows"]:
        parts = [
            f"{drawing.say(COMPLAINTS[label])} {_number(count)}"
            for label, count in zip(by_status["columns"], row["counts"], strict=True)
            if count != 0
        ]
        below = drawing.joined(parts) if any(row["counts"]) else ""
        bars.append(_Bar(cell("channel", row["label"], lang), row["total"], below=below))
    yield from drawing.chart(msg("Complaints by channel"), bars)
    yield from drawing.chart(msg("Complaints by department"), _columns(told["by_department"], drawing))
    ended = told["by_conclusion"]
    bars = [
        _Bar(cell("conclusion", label, lang) or drawing.say(_UNTOLD), count)
        for label, count in zip(ended["columns"], ended["counts"], strict=True)
    ]
    yield from drawing.chart(msg("What became of complaints in cases that are closed"), bars)
    if any(told[key]["hidden"] for key in ("by_status", "by_department", "by_conclusion")):
        note = msg(
            "{sign} is not shown: counts below {small}, by which whoever reported could be guessed, and what would "
            "give them away.",
            sign=_HIDDEN,
            small=told["smallest_shown"],
        )
        yield from (Piece(part) for part in wrapped(drawing.say(note), drawing.width))


_UNTOLD = msg("not told")


def _columns(table: Mapping[str, Any], drawing: _Drawing) -> list[_Bar]:
    return [
        _Bar(label if label is not None else drawing.say(_UNTOLD), count)
        for label, count in zip(table["columns"], table["counts"], strict=True)
    ]


def _findings(told: Mapping[str, Any], drawing: _Drawing) -> Iterator[Piece]:
    bars = []
    for row in told["by_category"]:
        parts = [
            f"{cell('severity', severity.value, drawing.lang)} {row[severity.value]:,}"
            for severity in Severity
            if row[severity.value]
        ]
        if _fen(row["amount"]):
            parts.append(drawing.say(msg("{yuan} yuan", yuan=grouped_amount(row["amount"]))))
        what = row["what"] if isinstance(row["what"], str) else drawing.say(row["what"])
        bars.append(_Bar(what, row["total"], below=drawing.joined(parts)))
    yield from drawing.chart(msg("Findings by category"), bars)
    yield from drawing.chart(msg("Findings by department"), _columns(told["by_department"], drawing))


def _measure(row: Mapping[str, Any], drawing: _Drawing) -> _Bar:
    told = msg(
        "in force {in_force}, taken back {taken_back}, institutions {institutions}, cases {cases}",
        **{key: row[key] for key in ("in_force", "taken_back", "institutions", "cases")},
    )
    return _Bar(drawing.say(row["what"]), row["decided"], below=drawing.say(told))


def _durations(told: Mapping[str, Any], drawing: _Drawing) -> Iterator[Piece]:
    found, public = told["finding_to_measure"], told["termination_to_publication"]
    yield from drawing.chart(msg("Days from the first finding to the measure"), _days(found, drawing))
    yield from drawing.chart(msg("Days from a termination to its publication"), _days(public, drawing))
    if public["rate"] is not None:
        judged = msg(
            "Public in time: {on_time} of {judged}, {rate} percent. Still to come: {open}.",
            **{key: public[key] for key in ("on_time", "judged", "rate", "open")},
        )
        yield from (Piece(part) for part in wrapped(drawing.say(judged), drawing.width))


def _days(told: Mapping[str, Any], drawing: _Drawing) -> list[_Bar]:
    if not told["count"]:
        return []
    middle = drawing.say(msg("Middle of {count}", count=told["count"]))
    return [_Bar(middle, told["median"]), _Bar(drawing.say(msg("Longest")), told["most"])]


def _recurrence(told: Mapping[str, Any], drawing: _Drawing) -> Iterator[Piece]:
    if told["rate"] is not None:
        sentence = msg(
            "Not the first on their provision: {recurring} of {decided} measures, {rate} percent; institutions: "
            "{institutions}.",
            **{key: told[key] for key in ("recurring", "decided", "rate", "institutions")},
        )
        yield from drawing.section(msg("Recurrence"), [drawing.say(sentence)])
        bars = [_Bar(one["provision"], one["count"]) for one in told["provisions"]]
        if bars:
            yield from drawing.chart(msg("Provisions broken again"), bars)
    else:
        yield from drawing.section(msg("Recurrence"), [drawing.say(msg("Nothing in this time."))])


def _ladder(told: Mapping[str, Any], drawing: _Drawing) -> Iterator[Piece]:
    lines = []
    if told["rate"] is not None:
        told_of_all = msg(
            "As usual for the same provision and weight: {as_usual} of {compared} measures, {rate} percent.",
            **{key: told[key] for key in ("as_usual", "compared", "rate")},
        )
        lines.append(drawing.say(told_of_all))
    for row in told["groups"]:
        what = [one_line(row["provision"]), cell("severity", row["severity"], drawing.lang)]
        if row["recurring"]:
            what.append(drawing.say(msg("again")))
        decided = drawing.joined(drawing.say(one) for one in row["decided"])
        lines.append(f"{drawing.joined(what)}: {decided}")
    yield from drawing.section(
        msg("What was decided on the like"), lines or [drawing.say(msg("Nothing in this time."))]
    )


def _fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))
