"""In-patients of a measure that stops patients: listed, decided one by one, and told until then."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

DAY = "2025-05-08"


def stop(office: Office, **fields: Any) -> tuple[Matter, str]:
    institution(office)
    matter = Matter(office)
    matter.finding(departments=["骨科"])
    id = matter.carry("department-suspension", DAY, departments=["骨科"], skip_reason="情节严重", **fields)
    return matter, id


def waiting(office: Office, on: str) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return deadlines(reader, on=date.fromisoformat(on), kinds=("decide-inpatients",)).items


def test_each_is_decided_and_until_then_it_runs(office: Office) -> None:
    matter, id = stop(office)
    assert waiting(office, DAY) == []
    done = office.do("measure.inpatients", on=DAY, id=id, add=["2025-0117=LZ", "2025-0120=w.m."], department="骨科")
    assert (done.data["listed"], done.data["undecided"]) == (2, 2)
    assert [row["subject"] for row in waiting(office, DAY)] == [id]
    office.do("measure.decide-inpatient", on="2025-05-09", id=id, patient="2025-0117", decision="stay")
    assert [row["subject"] for row in waiting(office, "2025-05-09")] == [id]
    last = office.do(
        "measure.decide-inpatient",
        on="2025-05-12",
        id=id,
        patient="2025-0120",
        decision="transfer",
        to="淄测第二医院",
        day="2025-05-13",
    )
    assert last.data["undecided"] == 0
    assert waiting(office, "2025-05-12") == []
    assert [row["subject"] for row in waiting(office, "2025-05-09")] == [id]
    shown = matter.shown(id, "2025-05-12")
    assert shown["undecided"] == 0
    assert shown["patients"] == [
        {
            "number": "2025-0117",
            "initials": "LZ",
            "department": "骨科",
            "decision": "stay",
            "to": None,
            "decided_on": date(2025, 5, 9),
        },
        {
            "number": "2025-0120",
            "initials": "WM",
            "department": "骨科",
            "decision": "transfer",
            "to": "淄测第二医院",
            "decided_on": date(2025, 5, 13),
        },
    ]


def test_all_that_were_counted_are_accounted_for(office: Office) -> None:
    matter, id = stop(office, inpatients="3")
    office.do("measure.inpatients", on=DAY, id=id, add=["1=A", "2=B"])
    for number in ("1", "2"):
        office.do("measure.decide-inpatient", on=DAY, id=id, patient=number, decision="discharge")
    assert matter.shown(id, DAY)["undecided"] == 1
    assert [row["subject"] for row in waiting(office, DAY)] == [id]
    office.do("measure.inpatients", on=DAY, id=id, add=["3=C", "4=D"])
    assert matter.shown(id, DAY)["undecided"] == 2


def close(office: Office, matter: Matter) -> None:
    office.do("case.close", on="2025-05-12", case=matter.case, outcome="handled", reason="办结")
    office.do("approve", who="zhao", on="2025-05-12", id=matter.case)


def test_a_mere_count_runs_while_the_case_is_open(office: Office) -> None:
    matter, id = stop(office, inpatients="3")
    assert [row["subject"] for row in waiting(office, DAY)] == [id]
    close(office, matter)
    assert waiting(office, "2025-05-12") == []
    assert [row["subject"] for row in waiting(office, "2025-05-09")] == [id]


def test_a_list_runs_on_after_the_case_was_closed(office: Office) -> None:
    matter, id = stop(office)
    office.do("measure.inpatients", on=DAY, id=id, add=["1=A"])
    close(office, matter)
    assert [row["subject"] for row in waiting(office, "2025-05-12")] == [id]


def test_a_decision_may_be_made_anew(office: Office) -> None:
    matter, id = stop(office)
    office.do("measure.inpatients", on=DAY, id=id, add=["1=A"])
    office.do("measure.decide-inpatient", on=DAY, id=id, patient="1", decision="stay")
    again = office.refused("measure.decide-inpatient", on=DAY, id=id, patient="1", decision="stay")
    assert again.code == "already"
    office.do("measure.decide-inpatient", on="2025-05-09", id=id, patient="1", decision="discharge")
    assert matter.shown(id, "2025-05-09")["patients"][0]["decision"] == "discharge"
    assert matter.shown(id, DAY)["patients"][0]["decision"] == "stay"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"add": ["李忠=LZ"]}, "inpatient.number", "add"),
        ({"add": ["370303198001011234=LZ"]}, "inpatient.number", "add"),
        ({"add": ["1=李忠"]}, "inpatient.initials", "add"),
        ({"add": ["1=LIZHONG"]}, "inpatient.initials", "add"),
        ({"add": ["1"]}, "value.pair", "add"),
        ({}, "value.missing", "add"),
        ({"add": ["1=A", "1=B"]}, "already", "add"),
        ({"add": ["1=A"], "department": "影像科"}, "inpatient.department", "department"),
        ({"add": ["1=A"], "department": "眼科"}, "department.unknown", "department"),
    ],
)
def test_names_and_doubles_are_turned_away(office: Office, given: dict[str, Any], code: str, field: str) -> None:
    matter, id = stop(office)
    refusal = office.refused("measure.inpatients", on=DAY, id=id, **given)
    assert (refusal.code, refusal.field) == (code, field)
    assert matter.shown(id, DAY)["patients"] == []


def listed(text: str) -> Upload:
    return Upload("list.csv", text.encode())


def test_a_list_comes_as_a_file(office: Office) -> None:
    matter, id = stop(office)
    office.do("measure.inpatients", on=DAY, id=id, file=listed("住院号,姓名首字母,科室\n2025-1,LZ,骨科\n2025-2,WM,\n"))
    assert [(p["number"], p["department"]) for p in matter.shown(id, DAY)["patients"]] == [
        ("2025-1", "骨科"),
        ("2025-2", None),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("number,initials\n1,LZ\n2,李忠\n李忠,LZ\n", [3, 4]),
        ("number,initials,name\n1,LZ,李忠\n", [1]),
        ("number\n1\n", [1]),
        ("number,initials\n", [1]),
        ("number,initials\n1,LZ,李忠\n", [2]),
        ("number,initials,department\n1,LZ,李忠主任\n", []),
    ],
)
def test_a_file_is_taken_over_whole_or_not_at_all(office: Office, text: str, lines: list[int]) -> None:
    matter, id = stop(office)
    refusal = office.refused("measure.inpatients", on=DAY, id=id, file=listed(text))
    assert refusal.code == ("inpatients.rows" if lines else "department.unknown")
    assert [error["line"] for error in refusal.data.get("errors", ())] == lines
    if lines:
        assert "李忠" not in repr(refusal)
    assert matter.shown(id, DAY)["patients"] == []


def test_where_to_goes_with_a_transfer_alone(office: Office) -> None:
    _, id = stop(office)
    office.do("measure.inpatients", on=DAY, id=id, add=["1=A"])

    def refused(**fields: Any) -> tuple[str, str | None]:
        refusal = office.refused("measure.decide-inpatient", on=DAY, id=id, **fields)
        return refusal.code, refusal.field

    assert refused(patient="1", decision="transfer") == ("inpatient.to", "to")
    assert refused(patient="1", decision="stay", to="淄测第二医院") == ("inpatient.to", "to")
    assert refused(patient="1", decision="transfer", to=HOSPITAL.lower()) == ("inpatient.to", "to")
    assert refused(patient="9", decision="stay") == ("inpatient.unknown", "patient")


def test_a_measure_that_stops_nobody_has_no_list(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    id = matter.propose("rectification-order", DAY, rectify_by="2025-05-30", skip_reason="情节严重")
    assert office.refused("measure.inpatients", on=DAY, id=id, add=["1=A"]).code == "measure.step"


def test_it_stops_running_when_the_measure_ends(office: Office) -> None:
    matter, id = stop(office)
    office.do("measure.inpatients", on=DAY, id=id, add=["1=A"])
    office.do("measure.lift", on="2025-05-12", id=id, reason="已整改")
    matter.approve(id, "2025-05-12")
    assert waiting(office, "2025-05-12") == []
