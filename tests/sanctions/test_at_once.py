"""Several people at the same moment: what one has done the other cannot do again, and no number is lost or doubled."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from db.journal import verify
from domain.refusals import Refusal
from domain.states.complaints import Complaint
from sanctions.results import Done
from sanctions.since import last_entry
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

Answer = Done | Refusal


def together(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do all these at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        start.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


def codes(answers: Sequence[Answer]) -> Counter[str]:
    return Counter(one.code if isinstance(one, Refusal) else "done" for one in answers)


def kinds(office: Office, subject: str) -> list[str]:
    with office.store.read() as reader:
        return [entry.kind for entry in reader.entries(subject=subject)]


def test_of_two_who_approve_at_once_one_decides(office: Office) -> None:
    office.do("operator.add", who="admin", name="song", staff="P8", roles=["approver"])
    institution(office)
    matter = Matter(office)
    for number in range(5):
        id = matter.propose("payment-hold", "2025-03-05", bills=[f"B-{number}=100"])
        answers = together(
            partial(office.attempt, "approve", who="zhao", on="2025-03-06", id=id, confirm=True),
            partial(office.attempt, "approve", who="song", on="2025-03-06", id=id, confirm=True),
        )
        told = codes(answers)
        assert told["done"] == 1
        assert told["already"] + told["busy"] == 1
        assert kinds(office, id) == ["measure.propose", "measure.approve"]
    assert kinds(office, matter.case).count("hold.place") == 5


def test_an_approval_and_a_rejection_at_once_do_not_both_stand(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    for number in range(5):
        id = matter.propose("payment-hold", "2025-03-05", bills=[f"B-{number}=100"])
        answers = together(
            partial(office.attempt, "approve", who="zhao", on="2025-03-06", id=id, confirm=True),
            partial(office.attempt, "reject", who="zhao", on="2025-03-06", id=id, reason="证据不足"),
        )
        assert codes(answers)["done"] == 1
        assert len(kinds(office, id)) == 2


def test_numbers_given_at_once_are_without_gaps_or_doubles(office: Office) -> None:
    institution(office)
    each = 5

    def log(who: int) -> Answer:
        for number in range(each):
            office.do(
                "complaint.log",
                on="2025-03-03",
                institution=HOSPITAL,
                received="2025-03-03",
                channel="phone",
                nature="complaint",
                raw={"summary": f"反映多收费 {who}-{number}"},
            )
        return Done(id=str(who))

    together(*(partial(log, who) for who in range(4)))
    with office.store.read() as reader:
        ids = sorted(one.id for one in reader.find(Complaint))
        assert verify(reader.connection).ok
    assert ids == [f"TS-2025-{number:04d}" for number in range(1, 4 * each + 1)]


def test_the_same_key_twice_at_once_is_done_once(office: Office) -> None:
    for number in range(5):
        raw = {"name": f"n{number}", "staff": f"S{number}", "roles": ["auditor"]}
        add = partial(office.attempt, "operator.add", who="admin", once=f"key{number}", raw=raw)
        answers = together(add, add)
        assert sorted(one.repeated for one in answers if isinstance(one, Done)) == [False, True]


def test_whoever_acts_on_what_others_changed_is_told_and_can_go_on(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    looked = entries(office)
    close = {"raw": {"case": matter.case, "outcome": "no-breach", "reason": "r"}}
    finding = {"source": matter.case, "category": "records", "severity": "minor", "provision": "1", "text": "t"}
    office.do("finding.add", raw=finding, seen=looked)
    office.do("case.add", case=matter.case, second="zhao", seen=looked)
    # One's own acts are no news, a preview tells of the others' too, and nothing is told to whoever does not ask.
    told = [
        office.refused("case.close", who="li", seen=looked, rehearse=rehearse, **close) for rehearse in (True, False)
    ]
    for refusal in told:
        assert refusal.code == "changed"
        acts = [(one["by"], one["act"]) for one in refusal.data["acts"]]
        assert acts == [("zhang", "case.add"), ("zhang", "finding.add")]
    seen = told[-1].data["seen"]
    assert seen == entries(office)
    office.do("case.close", who="li", seen=seen, **close)
    # What the rules refuse they refuse, whatever was read.
    assert office.refused("case.close", who="zhang", seen=entries(office), **close).code == "pending"
    assert office.refused("case.close", who="zhang", **close).code == "pending"


def test_a_repeat_by_its_key_is_no_news(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    looked = entries(office)
    add = {"case": matter.case, "second": "zhao", "seen": looked, "once": "k"}
    office.do("case.add", **add)
    office.do("case.add", who="li", case=matter.case, second="li")
    assert office.do("case.add", **add).repeated


def entries(office: Office) -> int:
    with office.store.read() as reader:
        return last_entry(reader)
