"""Measures, cases and bars of an institution as spans of its time line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from console.tui.codes import word
from console.tui.speech import Speech
from console.tui.widgets.scale import Span
from domain.messages import msg
from domain.states.measures import NEVER_BOUND, Measure

if TYPE_CHECKING:
    from domain.states.cases import Case
    from sanctions.admitting.bars import RunningBar

_HOLD, _ORDER, _TERMINATION = "payment-hold", "rectification-order", "termination"
_POINTS = frozenset({"warning-talk", "referral", "refuse-payment", _TERMINATION})
WHOLE, CASE, PAYMENT, BAR = msg("whole"), msg("case"), msg("payment"), msg("bar")


def measure_word(measure: Measure, speech: Speech) -> str:
    """The local word in Chinese; the kind's word elsewhere, since the place's own words are Chinese."""
    return speech(measure.word) if speech.lang != "en" else speech(word("measure", measure.kind))


def spans_of(answer: Mapping[str, Any], speech: Speech) -> list[Span]:
    """Lanes in the order of their reach: the whole institution, departments, cases, held payments, bars."""
    whole: list[Span] = []
    departments: list[Span] = []
    holds: list[Span] = []
    cases: Iterable[Case] = answer.get("cases") or ()
    balances = _balances(cases)
    for measure in sorted(answer.get("measures") or (), key=lambda one: (one.in_force_from or one.proposed_on, one.id)):
        if measure.in_force_from is None or measure.end in NEVER_BOUND:
            continue
        text = measure_word(measure, speech)
        last, after, marks = _end_of(measure, answer.get("today"))
        if measure.kind == _HOLD:
            label = _held(measure, balances.get(measure.id), speech)
            short = label.partition(" ")[0] + " "
            holds.append(Span(speech(PAYMENT), measure.in_force_from, last, label, short=short))
            continue
        lanes = [speech(name) for name in measure.departments] or [speech(WHOLE)]
        point = measure.kind in _POINTS
        for lane in lanes:
            span = Span(lane, measure.in_force_from, measure.in_force_from if point else last, text, after, point)
            (departments if measure.departments else whole).append(span if point else _marked(span, marks))
        if measure.published_on is not None:
            day, label = measure.published_on, speech(msg("made public"))
            whole.append(Span(speech(WHOLE), day, day, label, point=True))
    running = [Span(speech(CASE), case.opened_on, case.closed_on, f"{case.id} ") for case in cases]
    return [*whole, *departments, *running, *holds, *_bars(answer.get("running_bars") or (), speech)]


def _marked(span: Span, marks: tuple[date, ...]) -> Span:
    return Span(span.lane, span.first, span.last, span.label, span.after, marks=marks)


def _balances(cases: Iterable["Case"]) -> dict[str, tuple[int, int, int]]:
    """Hold -> released, refused, still held, in fen, by what the cases tell of the bills under it."""
    sums: dict[str, tuple[int, int, int]] = {}
    for case in cases:
        for bill in case.bills:
            released, refused, held = sums.get(bill.measure, (0, 0, 0))
            sums[bill.measure] = (released + bill.released, refused + bill.refused, held + bill.still_held)
    return sums


def _held(measure: Measure, balance: tuple[int, int, int] | None, speech: Speech) -> str:
    """What was held, and what became of it once anything did; that it is held goes with the lane."""
    from domain.money import grouped

    told = [grouped(measure.amount_of_bills)]
    if balance is not None:
        released, refused, held = balance
        told += [speech(msg("released {amount}", amount=grouped(released)))] if released else []
        told += [speech(msg("refused {amount}", amount=grouped(refused)))] if refused else []
        told += [speech(msg("still held {amount}", amount=grouped(held)))] if held and (released or refused) else []
    return " ".join(told) + " "


def _bars(bars: Iterable["RunningBar"], speech: Speech) -> list[Span]:
    return [Span(speech(BAR), bar.decided_on, bar.until, speech(msg("to {day}", day=bar.until)) + " ") for bar in bars]


def _end_of(measure: Measure, today: date | None) -> tuple[date | None, str, tuple[date, ...]]:
    """The last day to draw, the sign behind it, and the days marked inside.

    An order ends where its re-check failed; anything else runs on after one until it is ended.
    """
    failed = measure.recheck_on if measure.recheck == "failed" else None
    last = measure.last_day()
    if measure.kind != _ORDER:
        return last, "", (failed,) if failed is not None else ()
    if failed is not None:
        return min(failed, last or failed), "x", ()
    ahead = measure.rectify_by is not None and today is not None and measure.rectify_by >= today
    return last or (measure.rectify_by if ahead else None), "", ()
