"""Rulebooks adopted by an older program: read as they were kept, with what this program asks for besides."""

import tomllib

import pytest

from domain.rulebook.loader import load, load_file, national_pack
from domain.rulebook.timeline import Rulebook
from tests.older import sample_rulebook

_ADDED = ("policies", "provisions", "tasks", "publication_words")


def test_the_first_programs_rulebook_has_all_that_this_one_asks_for() -> None:
    place, national = sample_rulebook()
    older, shipped = load_file(place, "zibo-2023", national), load("zibo-2023")
    for table in _ADDED:
        assert set(getattr(shipped, table)) <= set(getattr(older, table)), table
    assert national_pack(national).policies.keys() >= national_pack().policies.keys()


def test_what_it_was_adopted_with_stands() -> None:
    place, national = sample_rulebook()
    older, kept = load_file(place, "zibo-2023", national), tomllib.loads(national.decode())
    assert {kind.value for kind in older.events} == set(kept["events"])
    for key, policy in kept["policies"].items():
        if key not in tomllib.loads(place.decode()).get("policies", {}):
            assert older.policies[key].default == policy.get("default"), key


@pytest.mark.parametrize("table", _ADDED)
def test_a_key_that_is_missing_is_taken_from_the_shipped_rules(table: str) -> None:
    place, national = sample_rulebook()
    key = next(reversed(tomllib.loads(national.decode())[table]))
    shorter = _without(national.decode(), table, key)
    assert key not in tomllib.loads(shorter)[table]
    older = load_file(place, "zibo-2023", shorter.encode())
    assert getattr(older, table)[key] == getattr(national_pack(), table)[key]


def _without(text: str, table: str, key: str) -> str:
    """The text without one key of a table, whether it stands as a table of its own or as a line."""
    lines, kept, inside, skipping = text.splitlines(keepends=True), [], False, False
    for line in lines:
        if line.startswith("["):
            inside = line.strip() == f"[{table}]"
            skipping = line.strip() in (f"[{table}.{key}]", f'[{table}."{key}"]')
        if skipping or (inside and line.split("=")[0].strip().strip('"') == key):
            continue
        kept.append(line)
    return "".join(kept)


def test_every_policy_answers_on_every_day_of_it() -> None:
    place, national = sample_rulebook()
    pack = load_file(place, "zibo-2023", national)
    assert pack.valid_from is not None
    view = Rulebook((pack,), (), national_pack(national)).on(pack.valid_from)
    assert {key for key in load("zibo-2023").policies if view.policy(key) is None} == set()


def test_what_a_task_runs_as_is_the_programs_own_doing() -> None:
    place, national = sample_rulebook()
    assert load_file(place, "zibo-2023", national).tasks["in-patients"].runs_as == "decide-inpatients"
