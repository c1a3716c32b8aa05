"""Money in a time (资金): what was held, released, refused and came back, and what is still held at its end."""

from datetime import date, timedelta

from domain.money import yuan
from sanctions.money.totals import Scope, refused_without_hold, standing_on
from sanctions.statistics.figures import Frame


def money(frame: Frame) -> dict[str, str]:
    """Sums in yuan that moved in the time by the legal day of the acts; `still_held` as it stood at its end.

    `refused` are parts of held bills, `refused_without_hold` what was turned down before it was paid. A sum is below
    nought where more was undone than done.
    """
    before, after = (_sums(frame, day) for day in (frame.first - timedelta(days=1), frame.last))
    told = {name: yuan(fen - before[name]) for name, fen in after.items()}
    return told | {"still_held": yuan(after["held"] - after["released"] - after["refused"])}


def _sums(frame: Frame, day: date) -> dict[str, int]:
    totals = standing_on(frame.reader, Scope(), day).totals
    return {
        "held": totals.held,
        "released": totals.released,
        "refused": totals.refused,
        "refused_without_hold": refused_without_hold(frame.reader, Scope(), day),
        "recovered": totals.received,
    }
