"""What rests on what in a rulebook: for every rule the rules that use it, by address ``table.key``."""

from collections.abc import Iterator

from domain.rulebook.clauses import normal
from domain.rulebook.model import Gates, MeasureRule, Pack, Rule


def used_by(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Rule -> those that name it, in the order of the pack; rules nobody names are not in it."""
    found: dict[str, list[str]] = {}
    rules = pack.rules()
    for address, rule in rules.items():
        for named in dict.fromkeys(_named(pack, address, rule)):
            if named in rules and named != address:
                found.setdefault(named, []).append(address)
    return {address: tuple(users) for address, users in found.items()}


def uses(pack: Pack, address: str) -> tuple[str, ...]:
    """The rules that one rule names; KeyError for no such rule."""
    rules = pack.rules()
    named = _named(pack, address, rules[address])
    return tuple(one for one in dict.fromkeys(named) if one in rules and one != address)


def same_clause(pack: Pack, clause: str) -> tuple[str, ...]:
    """Every rule that cites a clause, whatever forms of marks either is written in."""
    wanted = normal(clause)
    return tuple(a for a, rule in pack.rules().items() if rule.clause and normal(rule.clause) == wanted)


def _named(pack: Pack, address: str, rule: Rule) -> Iterator[str]:
    table, _, key = address.partition(".")
    yield from (f"provisions.{one}" for one in rule.see)
    if table == "grounds":
        kinds = pack.grounds[key].measures
        yield from (f"measures.{name}" for name, one in pack.measures.items() if one.kind in kinds)
    elif table == "measures":
        yield from _of_measure(pack.measures[key])
    elif table == "due_process":
        kinds = pack.due_process[key].kinds
        yield from (f"measures.{name}" for name, one in pack.measures.items() if one.kind in kinds)
    elif table == "publications":
        publication = pack.publications[key]
        yield from (f"policies.{one}" for one in (publication.period, publication.scope))
    elif table == "bars":
        bar = pack.bars[key]
        yield from (f"policies.{one}" for one in (bar.effect, bar.length, bar.effective_from) if one)


def _of_measure(rule: MeasureRule) -> Iterator[str]:
    yield from (f"tasks.{one}" for one in (*rule.follow_ups, *rule.resume))
    yield from (f"policies.{gates.period}" for gates in _gates(rule) if gates.period)


def _gates(rule: MeasureRule) -> tuple[Gates, ...]:
    return (rule.gates, rule.objective_gates) if rule.objective_gates is not None else (rule.gates,)
