"""What else a year brings: a lapse, a failed renewal, routine inspections, the published list, a survey."""

from tests.scenarios.desk import Desk
from tests.scenarios.year import world
from tests.scenarios.year.stage import Story
from tests.scenarios.year.steps import inspected


def lapse(desk: Desk) -> Story:
    """Nobody asked for renewal: it lapses, and no bar follows."""
    yield "2025-07-01"
    desk.ok("agreement", "end", world.agreement(world.OLD), "--kind", "lapsed", "--reason", "未申请续签, 期满失效")
    assert desk.ok("standing", world.OLD, "--service", "medical")["receive_patients"]["answer"] == "no"
    assert desk.ok("bar", "check", world.OLD, "--service", "medical")["verdict"] == "clear"


def failed_renewal(desk: Desk) -> Story:
    """The renewal assessment is failed: not renewed, and barred for a year from the decision."""
    yield "2025-08-11"
    desk.ok("renewal", "file", world.RIVER, "--service", "medical")
    yield "2025-09-22"
    assessment = desk.ok("assessment", "record", world.RIVER, "--service", "medical", "--year-end", "2025-09-30",
                         "--for", "renewal", "--verdict", "failed", "--score", "61")["id"]  # fmt: skip
    desk.ok("renewal", "decide", world.RIVER, "--service", "medical", "--outcome", "not-renewed",
            "--assessment", assessment, "--reason", "续签考核不合格")  # fmt: skip
    yield "2025-11-03"
    check = desk.ok("bar", "check", world.RIVER, "--service", "medical")
    assert (check["verdict"], check["last_barred_day"]) == ("barred", "2026-09-22")


def routine(desk: Desk, code: str, day: str) -> Story:
    """An inspection that finds nothing."""
    yield day
    inspected(desk, code, day)


def listed(desk: Desk, day: str, number: int) -> Story:
    """A version of the public list, approved and published."""
    yield day
    roster = desk.ok("roster", "draft")["id"]
    desk.ok("approve", roster, who="zhao")
    desk.ok("roster", "publish", roster, "--channel", "website", "--link", f"https://example.invalid/roster/{number}",
            who="qian")  # fmt: skip


def surveyed(desk: Desk) -> Story:
    """Injured workers are asked."""
    yield "2025-05-30"
    desk.ok("survey", "record", world.CENTRAL, "--held", "2025-05-29", "--among", "workers", "--asked", "100",
            "--answered", "80", "--satisfied", "62")  # fmt: skip


def overseen(desk: Desk) -> Story:
    """The department gives an opinion, and it is answered in time."""
    yield "2025-06-09"
    task = desk.ok("task", "add", world.CENTRAL, "--text", "报送上半年协议检查情况", "--kind", "oversight",
                   "--due", "2025-06-20", who="overseer")["id"]  # fmt: skip
    yield "2025-06-18"
    desk.ok("task", "done", task, "--result", "已书面报送")


def every_other(desk: Desk) -> list[Story]:
    """All of them."""
    quiet = ((world.UNITED, "2025-03-26"), (world.OLD, "2025-04-16"), (world.RIVER, "2025-05-21"),
             (world.UNITED, "2025-10-22"))  # fmt: skip
    lists = ("2025-01-20", "2025-07-15", "2025-08-25", "2025-10-13", "2025-12-15")
    return [
        lapse(desk),
        failed_renewal(desk),
        surveyed(desk),
        overseen(desk),
        *(routine(desk, code, day) for code, day in quiet),
        *(listed(desk, day, number) for number, day in enumerate(lists, 1)),
    ]
