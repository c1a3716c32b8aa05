"""The sample: one invented city on each rulebook, the same every time, with something of everything in it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from db.engine import normalise_url
from db.store import PAGE, Reader, Store
from db.tables.journal import journal
from db.wholeness import require_whole
from domain.calendars import Calendar
from domain.identifiers import parse_credit_code, parse_institution_code
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states.agency import Operator, Policy
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.cases import Case, case_status
from domain.states.complaints import Complaint
from domain.states.delegations import Delegation
from domain.states.disputes import Dispute
from domain.states.inspections import Event, Finding, Inspection
from domain.states.institutions import Agreement, Institution
from domain.states.measures import Measure
from domain.states.publications import Publication
from domain.states.recoveries import Recovery
from domain.states.rosters import Roster
from domain.states.surveys import Survey
from domain.states.tasks import Task
from sanctions.admitting.bars import bars_of
from sanctions.agency.founding import PackText, shipped_pack
from sanctions.measures.gates import defence_clock
from sanctions.money.ledger import money
from sanctions.perform import legal_now
from sanctions.publishing.duty import duty_of
from sanctions.rules import agency_of, calendar_of, rulebook_of
from sanctions.running.deadlines import running
from sanctions.sample import make_sample
from sanctions.sample.codes import PREFIXES, check_character, credit_code
from sanctions.sample.world import FIRST, TODAY
from tests.domain.rulebook.third_city import THIRD_CITY
from tests.samples import sample_file
from tests.sanctions.office import Office

THIRD = "third-2025"
SHIPPED = ("zibo-2023", "tianjin-2024")


@cache
def _pack(name: str) -> PackText:
    # The third city's rules, in force over the whole story.
    return (
        PackText(name, THIRD_CITY.replace("2025-01-01", "2022-01-01").encode()) if name == THIRD else shipped_pack(name)
    )


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """A sample on each rulebook."""
    made = {}
    third = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample(str(third), _pack(THIRD))
    for name, path in (*((name, sample_file(tmp_path_factory, name)) for name in SHIPPED), (THIRD, third)):
        made[name] = Store.open(normalise_url(str(path)))
    yield made
    for store in made.values():
        store.close()


@pytest.fixture(params=SHIPPED)
def pack(request: pytest.FixtureRequest) -> str:
    """The name of a shipped rulebook."""
    return str(request.param)


@pytest.fixture
def sample(stores: dict[str, Store], pack: str) -> Iterator[Reader]:
    """A look at the sample on a shipped rulebook."""
    with stores[pack].read() as reader:
        yield reader


@pytest.mark.parametrize("name", [*SHIPPED, THIRD])
def test_it_holds_together(stores: dict[str, Store], name: str) -> None:
    with stores[name].read() as reader:
        require_whole(reader.connection)
        assert len(reader.find(Institution)) == 67
        assert {m.kind for m in reader.find(Measure)} <= {str(kind) for kind in MeasureKind}


@pytest.mark.trial
def test_it_is_the_same_every_time(stores: dict[str, Store], tmp_path: Path) -> None:
    make_sample(str(tmp_path / "again.db"), _pack(SHIPPED[0]))
    again = Store.open(normalise_url(str(tmp_path / "again.db")))
    with stores[SHIPPED[0]].read() as first, again.read() as second:
        assert _told(first) == _told(second)
    again.close()


_BY_CHANCE = re.compile(r'"[0-9a-f]{32}(?:[0-9a-f]{32})?"')
"""The ids of sealed pieces and the digests that hang on the key."""


def _told(reader: Reader) -> list[str]:
    """The bodies; those about what is sealed without what nobody could foresee."""
    bodies = reader.connection.execute(select(journal.c.body).order_by(journal.c.seq)).scalars()
    return [_BY_CHANCE.sub("-", body) if "seal" in body or "complaint.reveal" in body else body for body in bodies]


def test_it_stands_still_on_its_own_day(sample: Reader) -> None:
    assert agency_of(sample).sample_day == TODAY
    assert legal_now(sample, Office.clock_at(date(2031, 5, 1)))[1] == TODAY
    assert Calendar.shipped().is_working(TODAY)


def test_it_was_told_in_order_on_working_days(sample: Reader) -> None:
    zone, calendar = ZoneInfo(agency_of(sample).zone), Calendar.shipped()
    moments = [entry.recorded_at for entry in sample.entries()]
    assert moments == sorted(moments)
    days = sorted({moment.astimezone(zone).date() for moment in moments})
    assert (days[0], days[-1]) == (FIRST, TODAY)
    known = [day for day in days if day.year >= calendar.first_year]
    assert [day for day in known if not calendar.is_working(day)] == []
    assert [day for day in days if day.weekday() > 4 and day not in known] == []


def test_names_and_codes_are_invented_and_valid(sample: Reader, pack: str, stores: dict[str, Store]) -> None:
    prefix = {"zibo-2023": "淄测", "tianjin-2024": "津测"}[pack]
    institutions = sample.find(Institution)
    assert {one.name[:2] for one in institutions} == {prefix}
    assert {one.code for one in institutions} == {parse_institution_code(one.code) for one in institutions}
    with stores[THIRD].read() as third:
        assert {one.name[:2] for one in third.find(Institution)} == {"样测"}


def test_made_up_codes_pass_the_check_of_others() -> None:
    chance = Random(7)  # noqa: S311 - the codes are to be repeatable
    codes = {credit_code(form, "120101", chance) for form in PREFIXES for _ in range(200)}
    assert codes == {parse_credit_code(code) for code in codes}
    assert len(codes) == 200 * len(PREFIXES)
    assert [check_character(code[:-1]) for code in ("91350100M000100Y43", "91120101MA01000400")] == ["3", "0"]


def test_two_years_of_complaints_and_inspections(sample: Reader) -> None:
    complaints = sample.find(Complaint)
    assert len(complaints) >= 100
    assert min(one.received for one in complaints) < TODAY - timedelta(days=700)
    assert max(one.received for one in complaints) == TODAY
    ends = {"received", "accepted", "declined", "transferred", "returned", "in-case", "answered"}
    assert {one.status for one in complaints} == ends
    assert any(one.links for one in complaints)
    assert len(sample.find(Inspection)) >= 60
    assert {one.kind for one in sample.find(Inspection)} == {"routine", "spot", "special", "joint", "complaint"}
    assert any(one.withdrawn_on for one in sample.find(Finding))
    assert any("late_reason" in entry.fields for entry in sample.entries(kinds=("inspection.record",)))


def test_reporters_are_sealed(sample: Reader) -> None:
    assert sum(1 for one in sample.find(Complaint) if one.sealed) >= 50
    for body in sample.connection.execute(select(journal.c.body)).scalars():
        assert "某某" not in body
        assert "1380000" not in body
    assert len(list(sample.entries(kinds=("complaint.reveal",)))) == 1


def test_every_kind_of_measure_that_the_place_has(sample: Reader) -> None:
    has = {str(rule.kind) for rule in rulebook_of(sample).on(TODAY).measures()}
    measures = sample.find(Measure)
    assert {one.kind for one in measures} == has
    assert {one.kind for one in measures if one.decided_on} == has
    assert {one.status(TODAY) for one in measures} == {
        *("proposed", "noticed", "defended", "approved", "served", "in-force", "done", "lifted", "expired"),
        *("superseded", "revoked", "rejected", "withdrawn"),
    }
    assert any(one.departments and one.status(TODAY) == "in-force" for one in measures)
    failed = {one.kind for one in measures if one.recheck == "failed"}
    assert {"rectification-order", "settlement-suspension"} <= failed
    running = [one for one in measures if one.status(TODAY) == "in-force" and one.recheck == "failed"]
    assert "settlement-suspension" in {one.kind for one in running}


def test_cases_in_every_state(sample: Reader) -> None:
    measures = sample.find(Measure)
    cases = sample.find(Case)
    statuses = {case_status(case, [m for m in measures if m.case == case.id], TODAY) for case in cases}
    assert statuses == {"investigating", "deciding", "measures-in-force", "re-checked", "closed"}
    assert {case.outcome for case in cases if case.closed_on} == {"handled", "no-breach", "transferred"}


def test_bills_held_released_in_part_and_refused(sample: Reader) -> None:
    bills = [bill for case in sample.find(Case) for bill in case.bills]
    assert sum(bill.still_held for bill in bills) == 126_000_00
    assert any(bill.released and bill.refused for bill in bills)
    assert any(bill.refused == bill.held for bill in bills)
    assert any(bill.released == bill.held for bill in bills)


def test_terminations_are_public_on_time_late_and_not_yet(sample: Reader) -> None:
    rulebook, calendar = rulebook_of(sample), calendar_of(sample)
    ends = [one for one in sample.find(Measure) if one.kind == "termination" and one.end != "revoked"]
    assert {one.nature for one in ends} == {Nature.BREACH, Nature.OBJECTIVE}
    assert {one.late_by for one in ends} == {None, 0, 3}
    due = {}
    for one in ends:
        duty = duty_of(one, rulebook, calendar)
        assert duty is not None
        if one.published_on is None:
            due[duty.overdue(TODAY, calendar), duty.remaining(TODAY, calendar)] = one.id
    assert (1, 0) in due
    assert (0, 4) in due
    publications = sample.find(Publication)
    assert {one.status for one in publications} == {"drafted", "approved", "published", "withdrawn"}
    assert {version.kind for one in publications for version in one.versions} == {"draft", "correction", "withdrawal"}


def test_bars_running_and_run_out_and_whom_they_turned_away(sample: Reader) -> None:
    rulebook, calendar = rulebook_of(sample), calendar_of(sample)
    codes = [one.code for one in sample.find(Institution)]
    bars = list(bars_of(sample, codes, on=TODAY, rulebook=rulebook, calendar=calendar))
    assert {bar.trigger.value for bar in bars} == {"renewal_assessment_failed", "terminated_for_breach"}
    assert {bar.runs_on(TODAY) for bar in bars} == {True, False}
    assert date(2024, 12, 20) in {bar.until for bar in bars}
    applications = sample.find(Application)
    assert {one.status for one in applications} == {"filed", "refused"}
    assert {one.refusal for one in applications if one.status == "refused"} == {"application.barred"}


def test_terms_names_and_successors(sample: Reader) -> None:
    agreements = sample.find(Agreement)
    assert {one.status(TODAY) for one in agreements} == {
        *("in-force", "terminated", "not-renewed", "expired", "lapsed", "agreed"),
    }
    soon = [one for one in agreements if one.status(TODAY) == "in-force" and one.until <= TODAY + timedelta(days=60)]
    assert {one.renewal_filed_on is None for one in soon} == {True, False}
    institutions = sample.find(Institution)
    assert any(len(one.names) > 1 for one in institutions)
    assert any(one.successor for one in institutions)
    assert any(one.no_code_reason for one in institutions)
    assert {one.verdict for one in sample.find(Assessment) if one.purpose == "annual"} == {"passed", "failed"}


def test_what_waits_for_somebody(sample: Reader) -> None:
    waiting = [
        one for kind in (Measure, Case, Publication, Assessment, Policy) for one in sample.find(kind) if one.pending
    ]
    assert {(type(one).__name__, one.pending.kind) for one in waiting if one.pending} == {
        ("Measure", "decision"),
        ("Measure", "lift"),
        ("Case", "close"),
        ("Case", "release"),
        ("Publication", "draft"),
        ("Assessment", "revoke"),
        ("Policy", "set"),
    }
    rulebook, calendar = rulebook_of(sample), calendar_of(sample)
    noticed = [one for one in sample.find(Measure) if one.stage == "noticed" and one.end is None]
    clocks = [clock for one in noticed if (clock := defence_clock(one, rulebook, calendar)) is not None]
    assert clocks
    assert all(clock.due > TODAY for clock in clocks)


def test_an_outside_event_that_nobody_acted_on_yet(sample: Reader) -> None:
    named = {
        str(trigger.event)
        for ground in rulebook_of(sample).on(TODAY).grounds(MeasureKind.TERMINATION)
        for trigger in ground.triggers
        if trigger.event is not None
    }
    ended = {one.case for one in sample.find(Measure) if one.kind == "termination"}
    assert any(one.kind in named and one.case not in ended for one in sample.find(Event))


def test_people_of_every_role_and_one_person_twice(sample: Reader) -> None:
    people = sample.find(Operator)
    roles = {role for one in people for role in one.roles}
    assert roles == {"supervisor", "approver", "publisher", "custodian", "auditor", "administrator", "overseer"}
    assert {level for one in people for level in one.levels} == {"section-head", "legal", "leader", "head"}
    persons = [one.person for one in people]
    assert len(persons) - len(set(persons)) == 1


def test_what_was_contested(sample: Reader) -> None:
    disputes = sample.find(Dispute)
    assert {(one.kind, one.outcome) for one in disputes} == {
        ("reconsideration", "set-aside"),
        ("litigation", "upheld"),
        ("litigation", None),
    }
    (fallen,) = (one for one in disputes if one.outcome == "set-aside")
    assert fallen.applications
    measure = sample.get(Measure, fallen.target)
    assert measure is not None
    assert (measure.end, measure.published_on) == ("revoked", None)
    assert any(one.stays for one in disputes)


def test_money_goes_every_way(sample: Reader) -> None:
    if rulebook_of(sample).on(TODAY).measure(MeasureKind.PAYMENT_HOLD) is None:
        return
    (recovery,) = sample.find(Recovery)
    assert (recovery.due, recovery.returned, recovery.offset, recovery.open) == (
        17_000_00,
        9_800_00,
        3_200_00,
        4_000_00,
    )
    assert recovery.status == "served"
    cases = sample.find(Case)
    assert any(case.payments for case in cases)
    assert any(case.reviews for case in cases)
    assert money(sample, on=TODAY)["balanced"] is True


def test_urgent_measures_lapse_or_are_made_good(sample: Reader) -> None:
    urgent = [one for one in sample.find(Measure) if one.urgent is not None]
    assert {one.status(TODAY) for one in urgent} == {"expired", "lifted"}


def test_levels_stand_ins_and_handovers(sample: Reader) -> None:
    waiting = [one.pending for one in sample.find(Measure) if one.pending is not None and one.pending.chain]
    assert [len(one.steps) for one in waiting] == [1]
    (delegation,) = sample.find(Delegation)
    assert not delegation.holds_on(TODAY)
    cases = sample.find(Case)
    assert sum(1 for one in cases if one.handover is not None) == 1
    assert any(one.former for one in cases)


def test_measures_are_carried_out(sample: Reader) -> None:
    measures = sample.find(Measure)
    assert any(len(one.talks) == 2 and not one.talks[0].held for one in measures)
    assert any(len(one.problems) == 3 and all(p.closed_on for p in one.problems) for one in measures)
    if rulebook_of(sample).on(TODAY).measure(MeasureKind.DEPARTMENT_SUSPENSION) is not None:
        assert {p.decision for one in measures for p in one.patients} == {"stay", "transfer", None}
    tasks = sample.find(Task)
    assert {one.kind for one in tasks} >= {"follow-up", "promise", "instruction", "oversight", "consequence"}
    assert {one.status for one in tasks} >= {"open", "done", "dropped"}
    late = [one for one in tasks if one.due and one.closed_on and one.closed_on > one.due]
    assert 0 < len(late) < len(tasks) // 4


def test_the_published_list_and_what_it_does_not_tell_yet(sample: Reader) -> None:
    rosters = sample.find(Roster)
    assert {one.status for one in rosters} == {"published"}
    assert any(one.added for one in rosters)
    assert any(one.removed for one in rosters)
    assert len(sample.find(Survey)) == 3
    found = running(sample, TODAY, rulebook=rulebook_of(sample), calendar=calendar_of(sample), kinds=("list-update",))
    assert found


def test_no_list_is_longer_than_a_page(sample: Reader) -> None:
    # The tests above look at whole lists through one page.
    assert len(sample.find(Complaint)) < PAGE
    assert len(sample.find(Measure)) < PAGE


def test_the_central_hospital(stores: dict[str, Store]) -> None:
    code = "52370300MJE000013R"
    with stores["zibo-2023"].read() as reader:
        table = reader.table(Measure)
        measures = reader.find(Measure, table.c.institution == code, order=(table.c.ordinal,))
        table = reader.table(Case)
        (case,) = reader.find(Case, table.c.institution == code)
    told = {one.word: (one.in_force_from, one.status(TODAY)) for one in measures if one.end != "lifted"}
    assert told == {
        "约谈": (date(2024, 4, 18), "done"),
        "暂停拨付相关费用": (date(2024, 5, 21), "done"),
        "科室停止(暂停)": (date(2024, 8, 15), "in-force"),
        "不予拨付": (date(2024, 8, 27), "in-force"),
        "限期整改": (date(2024, 9, 2), "in-force"),
    }
    (order,) = (one for one in measures if one.end == "lifted")
    assert (order.in_force_from, order.rectify_by) == (date(2024, 7, 15), date(2024, 8, 9))
    assert (order.recheck, order.recheck_on) == ("failed", date(2024, 8, 12))
    assert sum(bill.released for bill in case.bills) == 100_000_00
    assert sum(bill.refused for bill in case.bills) == 26_000_00
