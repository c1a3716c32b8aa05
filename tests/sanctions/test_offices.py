"""Which office accepts, signs, renews, ends and publishes, where the rulebook says so."""

import pytest

from domain.refusals import Refusal
from sanctions.agency.offices import office as office_record
from sanctions.agency.offices import offices
from sanctions.ledgers.audits import audits
from sanctions.results import Done
from tests.sanctions.matter import Matter
from tests.sanctions.office import HOSPITAL, Office


def town(office: Office, *, registered: bool = True) -> None:
    """A city office and two district ones, with a supervisor, an approver and a publisher in each."""
    office.do(
        "institution.add", on="2023-01-20", code=HOSPITAL, name="淄测中心医院", services=["medical"], district="东测区"
    )
    if not registered:
        return
    for name, level, districts in (
        ("市中心", "city", []),
        ("东区", "district", ["东测区"]),
        ("西区", "district", ["西测区"]),
    ):
        office.do("office.add", who="admin", name=name, level=level, districts=districts)
    for name, where in (("shi", "市中心"), ("dong", "东区"), ("xi", "西区")):
        roles = ["supervisor", "publisher"]
        office.do("operator.add", who="admin", name=name, staff=f"B-{name}", roles=roles, office=where)
        office.do("operator.add", who="admin", name=f"{name}2", staff=f"B-{name}2", roles=["approver"], office=where)


def sign(office: Office, who: str, since: str = "2024-08-01") -> Done | Refusal:
    return office.attempt(
        "agreement.sign",
        who=who,
        on=since,
        code=HOSPITAL,
        number=f"X-{who}",
        from_day=since,
        to_day="2027-01-31",
        service="medical",
    )


def file(office: Office, who: str) -> Done | Refusal:
    return office.attempt("application.file", who=who, on="2024-10-10", code=HOSPITAL, service="medical")


def code(answer: Done | Refusal) -> str | None:
    return answer.code if isinstance(answer, Refusal) else None


def test_tianjin_accepts_in_the_district_and_signs_in_the_city(tianjin: Office) -> None:
    town(tianjin)
    for who in ("shi", "xi"):
        refused = file(tianjin, who)
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.reasons[0].clause) == ("office.competence", "TJ 三(二)")
        assert refused.reasons[0].quote is not None
        assert "区社会保险经办机构" in refused.reasons[0].quote
        assert refused.message.params["wanted"] == ("东区",)
    assert code(file(tianjin, "dong")) != "office.competence"
    for who in ("dong", "xi"):
        refused = sign(tianjin, who)
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.reasons[0].clause) == ("office.competence", "TJ 答问三(六)")
    assert code(sign(tianjin, "shi")) is None


def test_before_its_notice_nothing_is_asked(tianjin: Office) -> None:
    town(tianjin)
    assert code(sign(tianjin, "xi", "2023-02-01")) is None


def test_tianjin_ends_and_publishes_in_the_city_by_inference(tianjin: Office) -> None:
    town(tianjin)
    assert code(sign(tianjin, "shi")) is None
    matter = Matter(tianjin)
    matter.finding(severity="grave")
    id = matter.propose("termination", "2025-03-05", skip_reason="情节特别严重", ground="TJ 四(二)")
    matter.hear(id, "2025-03-06")
    refusal = tianjin.refused("approve", who="dong2", on="2025-03-07", id=id, confirm=True)
    assert (refusal.code, str(refusal.reasons[0].source_kind)) == ("office.competence", "inferred")
    assert refusal.reasons[0].quote is None
    tianjin.do("approve", who="shi2", on="2025-03-07", id=id, confirm=True)
    draft = tianjin.do("publication.draft", on="2025-03-10", terminations=[id]).id
    tianjin.do("approve", who="zhao", on="2025-03-10", id=draft)
    told = {"channel": "市局网站", "link": "https://example.cn/1"}
    assert tianjin.refused("publication.publish", who="xi", on="2025-03-11", id=draft, **told).code == (
        "office.competence"
    )
    tianjin.do("publication.publish", who="shi", on="2025-03-11", id=draft, **told)
    with tianjin.store.read() as reader:
        kept = audits(reader, on=tianjin.today, kind="refused").items
    assert [(one["by"], one["subject"]) for one in kept] == [("xi", draft), ("dong2", id)]


def test_other_measures_are_decided_anywhere(tianjin: Office) -> None:
    town(tianjin)
    sign(tianjin, "shi")
    matter = Matter(tianjin)
    matter.finding()
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-06-30", skip_reason="情节严重")
    tianjin.do("approve", who="xi2", on="2025-03-06", id=id, confirm=True)


def test_a_delegate_decides_with_the_office_of_the_principal(tianjin: Office) -> None:
    town(tianjin)
    sign(tianjin, "shi")
    tianjin.do(
        "delegation.give",
        who="shi2",
        on="2025-03-01",
        to="dong",
        from_day="2025-03-01",
        until="2025-03-31",
        reason="出差",
        raw={"kind": "travel"},
    )
    matter = Matter(tianjin)
    matter.finding(severity="grave")
    id = matter.propose("termination", "2025-03-05", skip_reason="情节特别严重", ground="TJ 四(二)")
    matter.hear(id, "2025-03-06")
    tianjin.do("approve", who="dong", on="2025-03-07", id=id, confirm=True)


def test_zibo_accepts_and_renews_where_the_institution_is(office: Office) -> None:
    town(office)
    assert code(sign(office, "xi")) is None
    for who, expected in (("xi", "office.competence"), ("shi", "office.competence"), ("dong", None)):
        answer = file(office, who)
        assert (code(answer) == "office.competence") == (expected is not None), (who, answer)
    refusal = office.refused("renewal.file", who="xi", on="2026-12-01", code=HOSPITAL, service="medical")
    assert refusal.code in ("office.competence", "day.future")
    office.today = office.today.replace(year=2026)
    refusal = office.refused("renewal.file", who="xi", on="2026-12-01", code=HOSPITAL, service="medical")
    assert (refusal.code, refusal.reasons[0].clause, refusal.reasons[0].quote) == (
        "office.competence",
        "ZB 四",
        "向所属地经办机构提出续签申请",
    )
    office.do("renewal.file", who="dong", on="2026-12-01", code=HOSPITAL, service="medical")


@pytest.mark.parametrize("registered", [False, True])
def test_whoever_cannot_be_placed_is_not_held_up(tianjin: Office, registered: bool) -> None:
    town(tianjin, registered=registered)
    assert code(sign(tianjin, "zhang")) is None
    assert code(file(tianjin, "zhang")) != "office.competence"


def test_an_institution_no_office_looks_after_is_anybodys(tianjin: Office) -> None:
    town(tianjin)
    tianjin.do("office.change", who="admin", name="东区", closed=True, reason="合并")
    assert code(file(tianjin, "xi")) != "office.competence"


def test_a_case_carries_the_office_of_its_lead(tianjin: Office) -> None:
    from sanctions.cases.lists import case
    from tests.sanctions.levels import day

    town(tianjin)
    id = tianjin.do("case.open", on="2025-03-03", institution=HOSPITAL, lead="dong").id
    tianjin.do("case.handover", who="dong", on="2025-03-04", case=id, to="xi", reason="划转")
    tianjin.do("case.acknowledge", who="xi", on="2025-03-05", case=id)
    with tianjin.store.read() as reader:
        assert case(reader, id, on=day("2025-03-04"))["office"] == "东区"
        assert case(reader, id, on=day("2025-03-05"))["office"] == "西区"


def test_offices_are_listed_changed_and_closed(office: Office) -> None:
    town(office)
    assert office.refused("office.add", who="admin", name="东区", level="district").code == "already"
    assert office.refused("office.change", who="admin", name="东区", reason="x").code == "value.missing"
    assert office.refused(
        "operator.add", who="admin", name="x", staff="X", roles=["approver"], office="南区"
    ).field == ("office")
    office.do("office.change", who="admin", name="东区", districts=["东测区", "南测区"], reason="划转")
    office.do("office.change", who="admin", name="西区", closed=True, reason="合并")
    assert (
        office.refused("operator.change", who="admin", name="dong", office="西区", reason="x").code == "office.closed"
    )
    with office.store.read() as reader:
        assert [one["name"] for one in offices(reader).items] == ["东区", "市中心", "西区"]
        assert office_record(reader, "东区")["districts"] == ["东测区", "南测区"]
        assert office_record(reader, "西区")["open"] is False
