"""Every act against every role, and every act against its use case."""

import inspect
import re
from pathlib import Path

import pytest

from domain.acts import Act, acts
from domain.roles import MAY, Role
from sanctions.handlers import handler_of
from tests.sanctions.office import Office

ACTS = sorted(acts(), key=lambda act: act.kind)
EXPORTS = {"journal.verify", "journal.export", "journal.sign", "history.export", "letter.export", "sealing-key.rotate"}
"""What is read, or done with key files, and is no act with a form: asked for by role all the same."""


def test_every_act_has_a_row_and_every_row_an_act() -> None:
    assert {act.kind for act in ACTS} | EXPORTS == set(MAY)


@pytest.mark.parametrize("role", list(Role))
def test_each_act_is_allowed_or_refused_as_the_table_says(office: Office, role: Role) -> None:
    office.do("operator.add", who="admin", name="one", staff="P20", roles=[role.value])
    for act in ACTS:
        # Rehearsed: each refusal would be kept.
        refusal = office.attempt(act.kind, who="one", rehearse=True)
        code = getattr(refusal, "code", "")
        assert (code == "role.denied") == (role not in MAY[act.kind]), (act.kind, role, code)


def test_nobody_without_a_role_and_no_unknown_act_gets_through(office: Office) -> None:
    office.do("operator.change", who="admin", name="li", leave=True, reason="left")
    for act in ACTS:
        assert office.refused(act.kind, who="li").code == "operator.unknown"


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.kind)
def test_the_use_case_takes_exactly_the_fields(act: Act) -> None:
    keywords = [
        name
        for name, parameter in inspect.signature(handler_of(act)).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    assert sorted(keywords) == sorted(field.name for field in act.fields)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.kind)
def test_its_words_are_complete(act: Act) -> None:
    assert act.label.template
    assert all(field.label.template for field in act.fields)
    assert len({field.option for field in act.fields}) == len(act.fields)
    assert act.subject is None or act.subject in {field.name for field in act.fields}
    assert bool(act.on) == (act.subject is not None)


def test_no_measure_word_or_place_stands_in_the_code() -> None:
    """Local words come from rulebooks; a docstring may tell what a thing is called."""
    words = re.compile("约谈|限期整改|暂停结算|中止结算|科室停止|拒付费用|暂停拨付费用|天津|淄博")
    root = Path(__file__).parents[2]
    found = []
    for floor in ("domain", "sanctions", "db", "console"):
        for path in (root / floor).rglob("*.py"):
            code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text())
            if words.search(code):
                found.append(path.name)
    assert found == []
