"""Measures and cases of an institution as spans of its time line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.codes import word
from console.tui.speech import Speech
from console.tui.widgets.timeline import Span
from domain.messages import msg
from domain.states.measures import Measure

_HOLD, _ORDER = "payment-hold", "rectification-order"
_POINTS = frozenset({"warning-talk", "referral", "refuse-payment"})


def measure_word(measure: Measure, speech: Speech) -> str:
    """The local word in Chinese; the kind's word elsewhere, since the place's own words are Chinese."""
    return speech(measure.word) if speech.lang != "en" else speech(word("measure", measure.kind))


def spans_of(answer: Mapping[str, Any], speech: Speech) -> list[Span]:
    """Lanes in the order of their reach: the whole institution, departments, cases, held payments."""
    whole, departments, holds = [], [], []
    for measure in sorted(answer.get("measures") or (), key=lambda one: (one.in_force_from or one.proposed_on, one.id)):
        if measure.in_force_from is None or measure.end in ("revoked", "rejected", "withdrawn"):
            continue
        text = measure_word(measure, speech)
        last, after, marks = _end_of(measure, answer.get("today"))
        if measure.kind in _POINTS:
            whole.append(
                Span(speech(msg("whole")), measure.in_force_from, measure.in_force_from, text, after, point=True)
            )
        elif measure.kind == _HOLD:
            from domain.money import grouped

            label = f"{text} {grouped(measure.amount_of_bills)} "
            holds.append(Span(speech(msg("payment")), measure.in_force_from, last, label))
        elif measure.departments:
            departments += [
                Span(speech(name), measure.in_force_from, last, text, after, marks=marks)
                for name in measure.departments
            ]
        elif measure.kind == "termination":
            whole.append(Span(speech(msg("whole")), measure.in_force_from, measure.in_force_from, text, point=True))
        else:
            whole.append(Span(speech(msg("whole")), measure.in_force_from, last, text, after, marks=marks))
    cases = [
        Span(speech(msg("case")), case.opened_on, case.closed_on, f"{case.id} ") for case in answer.get("cases") or ()
    ]
    return [*whole, *departments, *cases, *holds]


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
