"""Policies (本机构管理要求): the agency's own settings over a rulebook, always decided by two people."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.acts.agency import POLICY_SET
from domain.calendars import Period
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.settings import PolicyValue, Setting, check_setting
from domain.rulebook.timeline import Rulebook
from domain.states.agency import Policy
from domain.states.core import State
from sanctions.agency.chain_settings import told_of_chain, unheld
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.results import Done, Listing
from sanctions.rules import rulebook_of, settings_of
from sanctions.work import Work


@handles(POLICY_SET)
def ask(work: Work, *, key: str, value: str, from_day: date, reason: str, dry_run: bool) -> Done:
    """Ask to set a policy from a day on.

    Refused: ``policy.unknown``, ``policy.fixed`` with the clause of a rule that is not the agency's to set,
    ``policy.value``, ``pending``, ``already`` for the value that holds then anyway.
    """
    view = work.rulebook.on(from_day)
    read = check_setting(view.pack, key, value)
    standing = work.tx.get(Policy, f"policy:{key}")
    if standing is not None and standing.open_request is not None and not dry_run:
        raise refuse("pending", msg("A setting of {key} waits for approval already.", key=key), field="key")
    if view.policy(key).value == read and not _set_later(standing, from_day):
        raise refuse("already", msg("{key} has this value on {day} already.", key=key, day=from_day), field="value")
    changes, effects = _moves(work, _with(work, key, value, from_day))
    rule = view.pack.policies[key]
    effects, warnings = (*effects, *told_of_chain(work, rule, read, from_day)), unheld(work, rule, read)
    data = {"key": key, "value": value, "from": from_day.isoformat(), "moved": changes}
    if dry_run:
        return Done(id=key, status="dry-run", data=data, effects=effects, warnings=warnings)
    work.record("policy.set", f"policy:{key}", {"key": key, "value": value, "from_day": from_day, "reason": reason})
    return Done(id=key, status="pending", data=data, effects=effects, warnings=warnings)


@decides("policy", "set")
def decide(work: Work, state: State, *, decision: Decision) -> Done:
    """Approve a setting; what it moved is kept with it."""
    assert isinstance(state, Policy)
    assert state.pending is not None
    asked = state.pending.fields
    value, from_day = str(asked["value"]), date.fromisoformat(asked["from_day"])
    pack = work.rulebook.on(from_day).pack
    read = check_setting(pack, state.key, value)
    changes, effects = _moves(work, _with(work, state.key, value, from_day))
    rule = pack.policies[state.key]
    effects, warnings = (*effects, *told_of_chain(work, rule, read, from_day)), unheld(work, rule, read)
    work.record(
        "policy.approve",
        state.id,
        {
            "decides": "set",
            "key": state.key,
            "value": value,
            "from_day": from_day,
            "reason": asked["reason"],
            "moved": changes,
        },
        corrects=state.pending.entry,
    )
    return Done(id=state.key, status="set", data={"moved": changes}, effects=effects, warnings=warnings)


def _with(work: Work, key: str, value: str, from_day: date) -> Rulebook:
    return work.rulebook.with_settings([*settings_of(work.tx), Setting(key, value, from_day)])


def _set_later(standing: Policy | None, from_day: date) -> bool:
    return standing is not None and any(setting.from_day > from_day for setting in standing.settings)


def _moves(work: Work, rulebook: Rulebook) -> tuple[list[dict[str, Any]], tuple[Words, ...]]:
    # Loads everything that runs, which a list of operators or years need not wait for.
    from sanctions.agency.moves import moved, told

    changes = moved(work, rulebook=rulebook, calendar=work.calendar)
    return changes, told(changes)


def policies(reader: Reader, *, on: date) -> Listing:
    """Every policy with its value on a day, whose rule it is, and every setting ever approved."""
    rulebook = rulebook_of(reader)
    view = rulebook.on(on)
    states = {state.key: state for state in reader.find(Policy)}
    items = []
    for key in sorted(view.pack.policies):
        standing = view.policy(key)
        rule, state = standing.rule, states.get(key)
        items.append(
            {
                "key": key,
                "value": _plain(standing.value),
                "default": rule.default,
                "since": standing.since,
                "settable": rule.source_kind.settable,
                "type": str(rule.type),
                "choices": list(rule.choices),
                "source_kind": str(rule.source_kind),
                "clause": rule.clause,
                "text": rule.text,
                "pending": str(state.pending.fields["value"]) if state is not None and state.pending else None,
                "settings": [
                    {"value": one.value, "from": one.from_day, "reason": one.reason}
                    for one in (state.settings if state is not None else ())
                ],
            }
        )
    return Listing(items)


def _plain(value: PolicyValue) -> str | int | date | None:
    return str(value) if isinstance(value, Period) else value
