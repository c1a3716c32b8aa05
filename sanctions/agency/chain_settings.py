"""What a setting of a chain of approval brings about, and which of its levels nobody holds."""

from datetime import date

from domain.levels import level_word, read_chain
from domain.messages import Words, msg
from domain.rulebook.kinds import PolicyType
from domain.rulebook.model import Policy
from domain.states.agency import Operator
from sanctions.agency.stand_ins import is_approver
from sanctions.work import Work


def told_of_chain(work: Work, rule: Policy, value: object, from_day: date) -> tuple[Words, ...]:
    """What requests take from the day on; nothing for a policy that is no chain."""
    levels = _levels(rule, value)
    if levels is None:
        return ()
    kept = msg("What waits by then keeps the levels it was asked with.")
    if not levels:
        return (msg("From {day} one approver decides.", day=from_day), kept)
    words = tuple(level_word(level) for level in levels)
    return (msg("From {day} requests take these levels in turn: {levels}.", day=from_day, levels=words), kept)


def unheld(work: Work, rule: Policy, value: object) -> tuple[Words, ...]:
    """A warning for each level of a chain that no approver holds."""
    levels = _levels(rule, value) or ()
    if not levels:
        return ()
    table = work.tx.table(Operator)
    held = {
        level for one in work.tx.find(Operator, table.c.active.is_(True)) if is_approver(one) for level in one.levels
    }
    return tuple(
        msg(
            "Nobody who may decide this holds the level {level}. An administrator gives it: operator change.",
            level=level_word(level),
        )
        for level in levels
        if level not in held
    )


def _levels(rule: Policy, value: object) -> tuple[str, ...] | None:
    return read_chain(value) if rule.type is PolicyType.CHAIN and isinstance(value, str) else None
