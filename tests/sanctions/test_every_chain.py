"""Five levels on everything that can wait for approval, and no decider that this table does not know."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.rulebook.kinds import MeasureKind
from domain.rulebook.loader import load
from domain.states import aggregate_of
from sanctions.chains import PREFIX
from sanctions.sheets import sheet
from tests.sanctions.levels import CHAIN, KEYS, PEOPLE, agree, day, levels, set_chain
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

ON, DECIDED = "2025-04-01", "2025-04-10"
Ask = Callable[[Office, Matter], str]


def order(office: Office, matter: Matter) -> str:
    return matter.propose("rectification-order", ON, rectify_by="2025-06-30")


def standing_order(matter: Matter) -> str:
    return matter.carry("rectification-order", "2025-03-10", heard=False, rectify_by="2025-06-30")


def lift(office: Office, matter: Matter) -> str:
    id = standing_order(matter)
    office.do("measure.lift", on=ON, id=id, reason="已整改")
    return id


def revoke(office: Office, matter: Matter) -> str:
    id = standing_order(matter)
    office.do("measure.revoke", on=ON, id=id, reason="认定有误")
    return id


def extend(office: Office, matter: Matter) -> str:
    id = standing_order(matter)
    office.do("measure.extend", on=ON, id=id, until="2025-08-29", reason="设备采购")
    return id


def held(matter: Matter) -> str:
    return matter.hold("2025-03-10", "B-1=100.00", "B-2=50.00")


def release(office: Office, matter: Matter) -> str:
    held(matter)
    office.do("hold.release", on=ON, case=matter.case, bills=["B-1"], reason="核实无误")
    return matter.case


def add(office: Office, matter: Matter) -> str:
    id = held(matter)
    office.do("hold.add", on=ON, case=matter.case, measure=id, bills=["B-9=70.00"], reason="后到账单")
    return matter.case


def owe(office: Office, matter: Matter) -> str:
    id = matter.carry("settlement-suspension", "2025-03-10", skip_reason="情节严重")
    office.do("measure.revoke", on="2025-03-20", id=id, reason="认定有误")
    matter.approve(id, "2025-03-20")
    office.do("hold.owe", on=ON, case=matter.case, measure=id, bills=["B-5=80.00"], reason="停算期间费用")
    return matter.case


def close(office: Office, matter: Matter) -> str:
    office.do("case.close", on=ON, case=matter.case, reason="已处理", raw={"outcome": "handled"})
    return matter.case


def more_time(office: Office, matter: Matter) -> str:
    office.do("case.extend", on=ON, case=matter.case, until="2025-12-31", reason="案情复杂")
    return matter.case


def opening(office: Office, matter: Matter) -> str:
    office.do(
        "policy.set", who="admin", on="2025-03-20", key="case.opening", value="approved", from_day=ON, reason="立项审批"
    )
    office.do("approve", who="zhao", on="2025-03-20", id="case.opening")
    return office.do("case.open", on=ON, institution=HOSPITAL, lead="zhang").id


def ended(matter: Matter) -> str:
    return matter.carry("termination", "2025-03-10", skip_reason="情节特别严重", ground="ZB 五(三)5")


def draft(office: Office, matter: Matter) -> str:
    return office.do("publication.draft", on=ON, terminations=[ended(matter)]).id


def published(office: Office, matter: Matter) -> str:
    id = office.do("publication.draft", on="2025-03-12", terminations=[ended(matter)]).id
    office.do("approve", who="zhao", on="2025-03-12", id=id)
    told = {"channel": "市局网站", "link": "https://example.cn/1"}
    office.do("publication.publish", who="qian", on="2025-03-13", id=id, **told)
    return id


def correction(office: Office, matter: Matter) -> str:
    id = published(office, matter)
    office.do("publication.correct", on=ON, id=id, reason="更正")
    return id


def withdrawal(office: Office, matter: Matter) -> str:
    id = published(office, matter)
    office.do("publication.withdraw", on=ON, id=id, reason="撤回")
    return id


def roster(office: Office, matter: Matter) -> str:
    return office.do("roster.draft", on=ON).id


def assessment(office: Office, matter: Matter) -> str:
    raw = {"purpose": "annual", "verdict": "failed"}
    id = office.do(
        "assessment.record",
        on="2025-03-10",
        code=HOSPITAL,
        service="medical",
        year_end="2025-01-31",
        raw=raw,
    ).id
    office.do("assessment.revoke", on=ON, id=id, reason="计分有误")
    return id


def policy(office: Office, matter: Matter) -> str:
    office.do("policy.set", who="admin", on=ON, key="hold.review", value="20d", from_day=ON, reason="加快")
    return "hold.review"


def outcome(office: Office, matter: Matter) -> str:
    raw = {"kind": "reconsideration", "body": "市人民政府", "number": "复〔2025〕1号"}
    id = office.do("dispute.open", on="2025-03-20", target=standing_order(matter), filed="2025-03-20", raw=raw).id
    office.do("dispute.decide", on=ON, id=id, decided=ON, effective=ON, raw={"outcome": "upheld"})
    return id


def recovery(office: Office, matter: Matter) -> str:
    id = matter.carry("refuse-payment", "2025-03-03", bills=["B-1=100.00"])
    return office.do("recovery.open", on="2025-03-10", measure=id, bills=["B-1"]).id


def written(office: Office, matter: Matter) -> str:
    id = recovery(office, matter)
    office.do("recovery.demand", on="2025-03-11", id=id, served="2025-03-11", pay_by="2025-03-20")
    office.do("recovery.decide", on=ON, id=id, number="决〔2025〕1号", reason="逾期未退")
    return id


def write_off(office: Office, matter: Matter) -> str:
    id = recovery(office, matter)
    office.do("recovery.write-off", on=ON, id=id, amount="10.00", reason="机构注销")
    return id


TABLE: dict[tuple[str, str], tuple[str, Ask]] = {
    ("measure", "decision"): ("rectification-order", order),
    ("measure", "lift"): ("lift", lift),
    ("measure", "revoke"): ("revoke", revoke),
    ("measure", "extend"): ("default", extend),
    ("case", "release"): ("release", release),
    ("case", "add"): ("default", add),
    ("case", "owe"): ("default", owe),
    ("case", "close"): ("close", close),
    ("case", "extend"): ("default", more_time),
    ("case", "open"): ("default", opening),
    ("publication", "draft"): ("publication", draft),
    ("publication", "correction"): ("publication", correction),
    ("publication", "withdrawal"): ("publication", withdrawal),
    ("roster", "draft"): ("publication", roster),
    ("assessment", "revoke"): ("revoke", assessment),
    ("policy", "set"): ("policy", policy),
    ("dispute", "outcome"): ("dispute", outcome),
    ("recovery", "decide"): ("default", written),
    ("recovery", "write-off"): ("default", write_off),
}
"""What waits -> the policy its chain comes from, and how it comes to wait on the first of April."""


def test_the_table_knows_every_decider() -> None:
    found = set()
    for path in (Path(__file__).parents[2] / "sanctions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for one in node.decorator_list:
                    if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "decides":
                        noun, kind = one.args
                        assert isinstance(noun, ast.Constant)
                        named = (
                            kind.value
                            if isinstance(kind, ast.Constant)
                            else {"OUTCOME": "outcome"}.get(getattr(kind, "id", ""), "decision")
                        )
                        found.add((noun.value, named))
    # Erasing is asked for by a custodian, long after: test_erasing.py.
    assert found == {*TABLE, ("complaint", "erase")}


def test_every_chain_policy_is_there() -> None:
    keys = {key.removeprefix(PREFIX) for key in load("national").policies if key.startswith(PREFIX)}
    assert keys == set(KEYS)
    # A talk needs nobody's approval.
    assert {str(kind) for kind in MeasureKind} - keys == {"warning-talk"}


@pytest.mark.parametrize(("noun", "kind"), list(TABLE))
def test_five_levels_on_everything(office: Office, noun: str, kind: str) -> None:
    key, ask = TABLE[noun, kind]
    institution(office)
    matter = Matter(office, on="2025-03-03")
    matter.finding("2025-03-03", severity="grave", bills=["B-1=100.00", "B-2=50.00"])
    levels(office)
    # In force from the day of the request: what came before was decided by one.
    set_chain(office, key, on="2025-03-31")
    id = ask(office, matter)
    subject = f"policy:{id}" if noun == "policy" else id
    if (noun, kind) == ("case", "open"):
        assert aggregate_of(subject).noun == "case"
    for level in PEOPLE:
        assert office.refused("approve", who="zhao", on=DECIDED, id=id, confirm=True).code == "approve.level"
        with office.store.read() as reader:
            state = reader.get(aggregate_of(subject).state, subject)
            assert state is not None
            assert state.pending is not None
            assert (state.pending.kind, state.pending.level) == (kind, level)
        agree(office, id, level, DECIDED)
    with office.store.read() as reader:
        state = reader.get(aggregate_of(subject).state, subject)
        told = sheet(reader, subject, on=day("2025-12-01"))
    assert state is not None
    assert state.pending is None
    assert told is not None
    assert [step["level"] for step in told["steps"] if step["level"]] == CHAIN.split(",")


@pytest.mark.parametrize(("noun", "kind"), list(TABLE))
def test_everything_is_returned_and_submitted_again(office: Office, noun: str, kind: str) -> None:
    _, ask = TABLE[noun, kind]
    institution(office)
    matter = Matter(office, on="2025-03-03")
    matter.finding("2025-03-03", severity="grave", bills=["B-1=100.00", "B-2=50.00"])
    id = ask(office, matter)
    who = "admin" if noun == "policy" else "zhang"
    office.do("return", who="zhao", on="2025-04-02", id=id, reason="补充")
    assert office.refused("approve", who="zhao", on="2025-04-02", id=id, confirm=True).code == "approve.returned"
    office.do("resubmit", who=who, on="2025-04-03", id=id, note="已补充")
    assert office.refused("resubmit", who=who, on="2025-04-03", id=id).code == "already"
    office.do("approve", who="zhao", on="2025-04-03", id=id, confirm=True)
