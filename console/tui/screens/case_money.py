"""The money of a case on its page: bills held, fees to be settled after all, recoveries."""

from collections.abc import Mapping, Sequence
from typing import Any

from console.tui.codes import word
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line
from domain.messages import Message, msg

_AMOUNT = Column(None, 12, right=True)
HOLD = (
    Column(None, 10, 1),
    *(_AMOUNT for _ in range(4)),
    Column(None, 12, right=True, drop=1),
    Column(None, 12, right=True, drop=2),
)
_SUMS = ("held", "released", "refused", "still_held", "paid", "owed")
_HEADINGS = (
    msg("Bill"),
    msg("Held"),
    msg("Released"),
    msg("Refused"),
    msg("Still held"),
    msg("Paid"),
    msg("Owed"),
)
FEE = (Column(None, 10, 1), _AMOUNT, _AMOUNT, Column(None, 13), Column(None, 16, grow=2, drop=1))
RECOVERY = (Column(None, 13), Column(None, 12, grow=1), _AMOUNT, _AMOUNT, Column(None, 12, right=True, drop=1))


def hold_lines(bills: Sequence[Mapping[str, Any]], total: Mapping[str, Any] | None, say: Speech) -> list[Line]:
    """Held bills, with their sum."""
    if not bills:
        return []
    lines = [Line("", tuple(f" {say(name)}" for name in _HEADINGS), heading=True, columns=HOLD)]
    lines += [Line("", (f" {say(one.get('bill'))}", *_sums(one)), record=one, columns=HOLD) for one in bills]
    if total:
        lines.append(Line("", (f" {say(msg('Together'))}", *_sums(total)), tone="good", columns=HOLD))
    return lines


def _sums(one: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(one.get(key, "")) for key in _SUMS)


def fee_lines(fees: Sequence[Mapping[str, Any]], say: Speech) -> list[Line]:
    """Fees to be settled after all (待补结算): amount, what is not paid of it, under which decision, why."""
    return [
        Line(
            "",
            (
                f" {say(one['bill'])}",
                str(one["amount"]),
                str(one["unpaid"]),
                say(one["measure"]),
                say(word("why", one["why"])),
            ),
            record=one,
            columns=FEE,
        )
        for one in fees
    ]


def recovery_lines(recoveries: Sequence[Mapping[str, Any]], say: Speech) -> list[Line]:
    """Recoveries (追回): Enter opens one."""
    if not recoveries:
        return []
    names: tuple[Message | str, ...] = ("", msg("Progress"), msg("To come back"), msg("Still open"), msg("Came back"))
    lines = [Line("", tuple(f" {say(name)}" for name in names), heading=True, columns=RECOVERY)]
    for one in recoveries:
        cells = (f" {one['id']}", say(word("status", one["status"])), one["due"], one["open"], one["came_back"])
        lines.append(Line(one["id"], cells, record=one, columns=RECOVERY))
    return lines
