"""Penalties by other bodies: recorded with whose they are, and held against an application for two years."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from sanctions.intake.attachments import attachments
from sanctions.intake.events import event
from sanctions.intake.penalties import institution_record
from sanctions.running.deadlines import deadlines
from tests.sanctions.office import HOSPITAL, Office

DAY = date(2025, 3, 20)


def _hospital(office: Office) -> None:
    office.today = DAY
    office.do("institution.add", code=HOSPITAL, name="津测中心医院", services=["medical", "rehabilitation", "device"])


def _penalty(office: Office, happened: str, authority: str | None, **fields: Any) -> str:
    raw = {"body": "某局", "happened": happened, "learned": happened, "kind": "outside-penalty"}
    return office.do("event.record", code=HOSPITAL, authority=authority, **raw, **fields).id


def _clean(office: Office, on: date = DAY) -> dict[str, bool | None]:
    with office.store.read() as reader:
        records = institution_record(reader, HOSPITAL, on=on)["records"]
    return {one["service"]: one["clean"] for one in records}


def test_an_event_keeps_authority_number_penalty_and_proof(tianjin: Office) -> None:
    _hospital(tianjin)
    proof = Upload("decision.txt", b"decision")
    id = _penalty(
        tianjin, "2024-05-06", "medical-insurance", doc_no="津医保罚〔2024〕3号", penalty="警告", raw={"proof": proof}
    )
    with tianjin.store.read() as reader:
        shown = event(reader, id)
        kept = attachments(reader, id).items
    assert (shown["authority"], shown["doc_no"], shown["penalty"]) == (
        "medical-insurance",
        "津医保罚〔2024〕3号",
        "警告",
    )
    assert [one["kind"] for one in kept] == ["proof"]


def test_only_a_penalty_has_its_words(tianjin: Office) -> None:
    _hospital(tianjin)
    raw = {"body": "某局", "happened": "2024-05-06", "learned": "2024-05-06", "kind": "merged"}
    assert tianjin.refused("event.record", code=HOSPITAL, penalty="警告", **raw).code == "event.penalty"


@pytest.mark.parametrize(
    ("authority", "against"),
    [
        ("medical-insurance", {"medical", "rehabilitation", "device"}),
        ("human-resources", {"rehabilitation"}),
        ("market", {"device"}),
        ("health", set()),
        ("civil-affairs", set()),
        ("other", set()),
    ],
)
def test_whose_penalty_counts_for_which_service(tianjin: Office, authority: str, against: set[str]) -> None:
    _hospital(tianjin)
    _penalty(tianjin, "2024-05-06", authority)
    assert {service for service, clean in _clean(tianjin).items() if clean is False} == against
    assert all(clean for service, clean in _clean(tianjin).items() if service not in against)


@pytest.mark.parametrize(
    ("happened", "on", "clean"),
    [
        ("2023-03-20", date(2025, 3, 20), False),
        ("2023-03-20", date(2025, 3, 21), True),
        ("2023-03-19", date(2025, 3, 20), True),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2024-02-29", date(2026, 3, 1), True),
        ("2025-03-20", date(2025, 3, 20), False),
        ("2025-03-20", date(2025, 3, 19), True),
    ],
)
def test_the_corresponding_day_is_still_inside(tianjin: Office, happened: str, on: date, clean: bool) -> None:
    _hospital(tianjin)
    _penalty(tianjin, happened, "medical-insurance")
    assert _clean(tianjin, on)["medical"] is clean


def test_a_penalty_of_nobody_knows_whom_leaves_it_open(tianjin: Office) -> None:
    _hospital(tianjin)
    done = tianjin.do(
        "event.record",
        code=HOSPITAL,
        kind="outside-penalty",
        body="某局",
        happened="2024-05-06",
        learned="2024-05-06",
    )
    assert len(done.warnings) == 1
    assert _clean(tianjin) == {"medical": None, "rehabilitation": None, "device": None}


def test_it_shows_the_clause_with_the_words_of_the_notice(tianjin: Office) -> None:
    _hospital(tianjin)
    id = _penalty(tianjin, "2024-05-06", "market")
    with tianjin.store.read() as reader:
        (record,) = institution_record(reader, HOSPITAL, on=DAY, service="device")["records"]
    assert [(one["id"], one["until"]) for one in record["penalties"]] == [(id, date(2026, 5, 6))]
    assert (record["reasons"][0].clause, record["reasons"][0].quote) == (
        "TJ 附3二",
        "近两年之内没有涉及医保、市场监管方面处罚的违法违规记录",
    )


def test_an_application_is_warned_and_taken(tianjin: Office) -> None:
    _hospital(tianjin)
    plain = tianjin.do("application.file", code=HOSPITAL, service="medical")
    tianjin.do("application.withdraw", id=plain.id)
    _penalty(tianjin, "2024-05-06", "medical-insurance")
    warned = tianjin.do("application.file", code=HOSPITAL, service="medical")
    assert warned.status == "filed"
    assert len(warned.warnings) == len(plain.warnings) + 1
    assert warned.warnings[0].params["clause"] == "TJ 附1二"  # type: ignore[union-attr]


def test_zibo_asks_for_no_such_record(office: Office) -> None:
    _hospital(office)
    _penalty(office, "2024-05-06", "medical-insurance")
    assert set(_clean(office).values()) == {None}
    with office.store.read() as reader:
        records = institution_record(reader, HOSPITAL, on=DAY)["records"]
    assert not any(one["asked_for"] or one["penalties"] for one in records)


# ------------------------------------------------------------ must terminate, by whose decision


@pytest.mark.parametrize("kind", ["qualification-withdrawn", "ordered-to-stop", "licence-revoked"])
@pytest.mark.parametrize(
    ("authority", "must"),
    [
        ("market", True),
        ("health", True),
        ("medical-insurance", True),
        (None, True),
        ("human-resources", False),
        ("civil-affairs", False),
        ("other", False),
    ],
)
def test_only_the_bodies_the_notice_names_oblige(tianjin: Office, kind: str, authority: str | None, must: bool) -> None:
    _hospital(tianjin)
    tianjin.do(
        "agreement.sign", code=HOSPITAL, service="medical", number="A-1", from_day="2024-07-01", to_day="2027-06-30"
    )
    done = tianjin.do(
        "event.record",
        code=HOSPITAL,
        kind=kind,
        body="某局",
        happened="2025-03-03",
        learned="2025-03-04",
        authority=authority,
    )
    assert bool(done.data["must_terminate"]) is must
    assert bool(done.warnings) is (authority is None)
    with tianjin.store.read() as reader:
        running = deadlines(reader, on=DAY, kinds=["must-terminate"]).items
    assert [one["subject"] for one in running] == ([done.id] if must else [])


@pytest.mark.parametrize(("authority", "verdict"), [("health", "mandatory"), ("other", "allowed")])
def test_by_another_body_a_termination_is_for_judgement(tianjin: Office, authority: str, verdict: str) -> None:
    from sanctions.measures.options import options

    _hospital(tianjin)
    tianjin.do(
        "agreement.sign", code=HOSPITAL, service="medical", number="A-1", from_day="2024-07-01", to_day="2027-06-30"
    )
    raw = {"body": "某局", "happened": "2025-03-03", "learned": "2025-03-04", "kind": "ordered-to-stop"}
    id = tianjin.do("event.record", code=HOSPITAL, authority=authority, **raw).id
    case = tianjin.do("case.open", institution=HOSPITAL, lead="zhang", events=[id]).id
    with tianjin.store.read() as reader:
        found = options(reader, case, on=DAY)["options"]
    (termination,) = (one for one in found if one["kind"] == "termination")
    assert (termination["verdict"] == "mandatory") is (verdict == "mandatory")
    assert "TJ 五(二)" in [ground["clause"] for ground in termination["grounds"]]
