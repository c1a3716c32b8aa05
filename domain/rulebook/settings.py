"""Settings (管理参数设定): what an agency sets over a pack, checked before it is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from domain.calendars.periods import Period
from domain.levels import ONE_PERSON, read_chain
from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.rulebook.kinds import PolicyType
from domain.rulebook.model import Pack, Policy

PolicyValue: TypeAlias = str | int | date | Period | None
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """An approved setting: the value as written, in force from a day on."""

    key: str
    value: str
    from_day: date


def check_setting(pack: Pack, key: str, value: str) -> PolicyValue:
    """The value a setting would give.

    Errors: `policy.unknown` for a key no pack has, `policy.fixed` with its clause for a rule that is neither
    agency_policy nor inferred, `policy.value` for a value of the wrong kind.
    """
    policy = pack.policies.get(key)
    if policy is None:
        raise refuse(
            "policy.unknown",
            msg("There is no policy {key}; `policy list` shows them all.", key=key),
            field="key",
        )
    if not policy.source_kind.settable:
        raise refuse(
            "policy.fixed",
            msg("{key} comes from {clause} and cannot be set.", key=key, clause=policy.clause or "-"),
            policy.reason,
            field="key",
        )
    return parse_value(policy, value)


def parse_value(policy: Policy, value: str) -> PolicyValue:
    """Read a value of the policy's type; empty text clears texts, links, days, and periods that have no default.

    Errors: `policy.value`.
    """
    text = value.strip()
    match policy.type:
        case PolicyType.CHOICE:
            if text not in policy.choices:
                raise _bad(policy, "one of " + ", ".join(policy.choices))
            return text
        case PolicyType.PERIOD if not text and policy.default is None:
            return None
        case PolicyType.PERIOD:
            try:
                return Period.parse(text)
            except Refused:
                raise _bad(policy, "a period such as 5wd, 30d, 2m or 1y") from None
        case PolicyType.INTEGER:
            return _integer(policy, text)
        case PolicyType.DAY:
            return _day(policy, text) if text else None
        case PolicyType.LINK:
            if (text and not text.startswith(("https://", "http://"))) or any(c.isspace() for c in text):
                raise _bad(policy, "a link beginning with https:// or http://")
            return text or None
        case PolicyType.CHAIN:
            return _chain(policy, text) if text else None
        case PolicyType.TEXT:
            if len(text) > _LONGEST_TEXT or not text.isprintable():
                raise _bad(policy, f"one line of at most {_LONGEST_TEXT} characters")
            return text or None


def _integer(policy: Policy, text: str) -> int:
    low = policy.minimum if policy.minimum is not None else 0
    high = policy.maximum if policy.maximum is not None else 1_000_000
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and low <= int(text) <= high):
        raise _bad(policy, f"a whole number from {low} to {high}")
    return int(text)


def _chain(policy: Policy, text: str) -> str:
    levels = read_chain(text)
    if levels is None:
        raise _bad(policy, "levels in their order, such as section-head,legal,leader,discussion,head, or none")
    return ",".join(levels) or ONE_PERSON


def _day(policy: Policy, text: str) -> date:
    try:
        if len(text) != len("2024-01-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise _bad(policy, "a day such as 2024-01-31") from None


def _bad(policy: Policy, wanted: str) -> Refused:
    return refuse("policy.value", msg("{key} needs {wanted}.", key=policy.key, wanted=wanted), field="value")
