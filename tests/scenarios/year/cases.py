"""Nine cases of the year, each a story from what brought it up to its end."""

from tests.scenarios.desk import Desk
from tests.scenarios.year import world
from tests.scenarios.year.stage import Story
from tests.scenarios.year.steps import (
    carried_through,
    chain,
    closed,
    heard,
    inspected,
    noticed,
    proposed,
    served,
    tasks_done,
)


def _opened(desk: Desk, code: str, inspection: str, *more: str, lead: str = "zhang", second: str = "li") -> str:
    return str(desk.ok("case", "open", "--institution", code, "--lead", lead, "--second", second,
                       "--inspection", inspection, *more)["id"])  # fmt: skip


def central(desk: Desk) -> Story:
    """Bills held and disposed of, a talk, an order extended and failed, a department stopped and lifted."""
    yield "2025-02-10"
    plan = desk.ok("inspection", "plan", world.CENTRAL, "--kind", "spot", "--by", "2025-02-20")["id"]
    yield "2025-02-17"
    inspection = inspected(desk, world.CENTRAL, "2025-02-17",
                           ("untrue-billing", "serious", "--department", "骨科", "--amount", "126000.00"),
                           plan=plan)  # fmt: skip
    case = _opened(desk, world.CENTRAL, inspection, "--limit", "2025-10-31")
    bills = desk.folder / "bills.csv"
    bills.write_text("结算单号,科室,入院日期,出院日期,申报金额,违规金额,项目\n"
                     "B-1,骨科,2025-01-02,2025-01-20,100000.00,100000.00,床位费\n"
                     "B-2,骨科,2025-01-05,2025-01-22,26000.00,26000.00,材料费\n")  # fmt: skip
    yield "2025-02-18"
    hold = proposed(desk, case, "payment-hold", "--service", "medical", "--bills", str(bills))
    desk.ok("approve", hold, who="zhao")
    desk.ok("hold", "add", case, "--measure", hold, "--bill", "B-3=9000.00", "--reason", "后到单据")
    desk.ok("approve", case, who="zhao")
    yield "2025-02-20"
    tasks_done(desk, hold)
    talk = proposed(desk, case, "warning-talk", "--service", "medical")
    desk.ok("measure", "complete", talk, "--absent", "--place", "三楼会议室")
    yield "2025-02-25"
    desk.ok("measure", "complete", talk, "--result", "承认问题, 承诺整改", "--place", "三楼会议室", "--host", "赵某",
            "--attendee", "王某, 院长, 法定代表人", "--minutes", "津测谈〔2025〕1号",
            "--promise", "退回多收床位费=2025-03-14")  # fmt: skip
    yield "2025-03-03"
    order = proposed(desk, case, "rectification-order", "--service", "medical", "--rectify-by", "2025-04-11",
                     "--problem", "床位与计费不符", "--problem", "材料费重复计费")  # fmt: skip
    desk.ok("approve", order, who="zhao")
    yield "2025-03-04"
    served(desk, order, "2025-03-04")
    yield "2025-03-14"
    tasks_done(desk, talk)
    yield "2025-03-20"
    desk.ok("hold", "review", case, "--measure", hold, "--outcome", "continue", "--reason", "仍在核查")
    yield "2025-04-07"
    desk.ok("measure", "extend", order, "--until", "2025-04-25", "--reason", "系统改造未完")
    desk.ok("approve", order, who="zhao")
    desk.ok("measure", "problem", order, "--no", "2", "--result", "closed", "--note", "已纠正计费规则")
    yield "2025-04-18"
    desk.ok("hold", "review", case, "--measure", hold, "--outcome", "continue", "--reason", "仍在核查")
    yield "2025-04-27"
    desk.ok("measure", "report", order, "--received", "2025-04-25")
    assert "1" in str(desk.refused("measure", "recheck", order, "--result", "passed"))
    desk.ok("measure", "recheck", order, "--result", "failed", "--note", "床位与计费仍不符")
    yield "2025-04-28"
    stop = proposed(desk, case, "department-suspension", "--service", "medical", "--department", "骨科",
                    "--inpatients", "2")  # fmt: skip
    yield from carried_through(desk, stop, notice="2025-04-29", hearing="2025-05-08", decision="2025-05-12",
                               service="2025-05-13")  # fmt: skip
    desk.ok("measure", "inpatients", stop, "--add", "ZY-001=LXM", "--add", "ZY-002=WQ", "--department", "骨科")
    desk.ok("measure", "decide-inpatient", stop, "--patient", "ZY-001", "--decision", "stay")
    desk.ok("measure", "decide-inpatient", stop, "--patient", "ZY-002", "--decision", "transfer", "--to", world.WEST)
    yield "2025-05-14"
    tasks_done(desk, stop)
    desk.ok("hold", "release", case, "--bill", "B-1", "--bill", "B-3", "--reason", "核实无误")
    desk.ok("approve", case, who="zhao")
    yield "2025-05-16"
    desk.ok("hold", "pay", case, "--bill", "B-1", "--bill", "B-3", "--paid", "2025-05-16", "--voucher", "PZ-0516")
    refusal = proposed(desk, case, "refuse-payment", "--service", "medical", "--bill", "B-2=26000.00")
    yield from carried_through(desk, refusal, notice="2025-05-19", hearing="2025-05-22", decision="2025-05-26",
                               service="2025-05-27")  # fmt: skip
    desk.ok("hold", "refuse", case, "--bill", "B-2", "--measure", refusal)
    yield "2025-07-01"
    desk.ok("measure", "recheck", stop, "--result", "passed")
    desk.ok("measure", "lift", stop, "--reason", "整改到位", "--effective", "2025-07-02")
    desk.ok("approve", stop, who="zhao")
    yield "2025-07-03"
    tasks_done(desk, stop)
    tasks_done(desk, refusal)
    closed(desk, case)
    desk.ok("case", "archive", case, "--number", "津测档2025-01")


def bone(desk: Desk) -> Story:
    """Ended for breach by five levels, one of them a delegate; published; the dispute over it is won."""
    yield "2025-03-10"
    inspection = inspected(desk, world.BONE, "2025-03-10",
                           ("untrue-billing", "grave", "--amount", "310000.00"))  # fmt: skip
    case = _opened(desk, world.BONE, inspection)
    yield "2025-03-17"
    end = proposed(desk, case, "termination", "--ground", "TJ 四(二)", "--skip-reason", "虚计费用数额巨大")
    yield "2025-03-18"
    noticed(desk, end, "2025-03-18")
    yield "2025-03-24"
    heard(desk, end)
    yield "2025-03-31"
    desk.ok("delegation", "give", "--to", "deputy", "--from", "2025-04-01", "--until", "2025-04-11", "--kind", "leave",
            "--reason", "年休假", who="leader")  # fmt: skip
    yield "2025-04-02"
    desk.ok("approve", end, who="section-head")
    desk.ok("return", end, "--reason", "补充第二处事实", who="legal")
    desk.ok("measure", "amend", end, "--reason", "补充事实", "--effective", "2025-04-30")
    assert desk.refused("approve", end, who="section-head")["code"] == "approve.returned"
    desk.ok("resubmit", end, "--note", "已补充第二处事实")
    yield "2025-04-03"
    chain(desk, end, leader="deputy")
    yield "2025-04-07"
    served(desk, end, "2025-04-07")
    yield "2025-04-10"
    tasks_done(desk, end)
    yield "2025-04-22"
    desk.publish(end, day="2025-04-22")
    yield "2025-04-25"
    dispute = desk.ok("dispute", "open", end, "--kind", "reconsideration", "--body", "津测区人民政府",
                      "--number", "津测复〔2025〕8号", "--filed", "2025-04-25")["id"]  # fmt: skip
    yield "2025-06-20"
    desk.ok("dispute", "decide", dispute, "--outcome", "维持", "--decided", "2025-06-18", "--effective", "2025-06-18")
    desk.ok("approve", dispute, who="zhao")
    closed(desk, case)
    yield "2025-10-15"
    refused = desk.refused("application", "file", world.BONE, "--service", "medical")
    assert refused["code"] == "application.barred"


def east(desk: Desk) -> Story:
    """Ended for breach, published late, applied and refused; then the dispute is lost and all of it falls."""
    yield "2025-04-14"
    inspection = inspected(desk, world.EAST, "2025-04-14", ("overcharging", "serious", "--amount", "48000.00"))
    case = _opened(desk, world.EAST, inspection)
    end = proposed(desk, case, "termination", "--ground", "TJ 四(二)", "--skip-reason", "多次超标准收费")
    yield from carried_through(desk, end, notice="2025-04-15", hearing="2025-04-22", decision="2025-04-28",
                               service="2025-04-29", levels=True)  # fmt: skip
    yield "2025-05-07"
    tasks_done(desk, end)
    yield "2025-06-04"
    # Due on 29 May, then a holiday of three days: three working days late.
    assert desk.publish(end, day="2025-06-04", link="https://example.invalid/list/2")["late_by"] == 3
    yield "2025-06-10"
    dispute = desk.ok("dispute", "open", end, "--kind", "litigation", "--body", "津测区人民法院",
                      "--number", "(2025)津测行初12号", "--filed", "2025-06-09")["id"]  # fmt: skip
    closed(desk, case)
    yield "2025-07-08"
    assert desk.refused("application", "file", world.EAST, "--service", "medical")["code"] == "application.barred"
    yield "2025-09-15"
    desk.ok("dispute", "decide", dispute, "--outcome", "撤销", "--decided", "2025-09-12", "--effective", "2025-09-15",
            "--number", "(2025)津测行初12号判决", "--term", "restored")  # fmt: skip
    assert desk.refused("approve", dispute, who="zhang")["code"] == "role.denied"
    desk.ok("approve", dispute, who="zhao")
    assert desk.ok("standing", world.EAST, "--service", "medical")["receive_patients"]["answer"] == "yes"
    assert desk.ok("bar", "check", world.EAST, "--service", "medical")["verdict"] == "clear"
    yield "2025-09-18"
    publication = desk.ok("publication", "list")["publications"]
    listed = next(one["id"] for one in publication if end in str(desk.ok("publication", "show", one["id"])))
    desk.ok("publication", "withdraw", listed, "--reason", "判决撤销")
    desk.ok("approve", listed, who="zhao")
    desk.ok("publication", "publish", listed, "--channel", "website", "--link", "https://example.invalid/list/2w",
            who="qian")  # fmt: skip
    tasks_done(desk, end)
    tasks_done(desk, dispute)
    for task in desk.ok("task", "list", "--institution", world.EAST)["tasks"]:
        desk.ok("task", "done", task["id"], "--result", "已办结")


def west(desk: Desk) -> Story:
    """Settlement suspended, stayed by a court for six weeks, upheld in the end, lifted."""
    yield "2025-05-06"
    inspection = inspected(desk, world.WEST, "2025-05-06", ("records", "serious"))
    case = _opened(desk, world.WEST, inspection, lead="li", second="zhang")
    stop = proposed(desk, case, "settlement-suspension", "--skip-reason", "记录缺失影响审核")
    yield from carried_through(desk, stop, notice="2025-05-07", hearing="2025-05-14", decision="2025-05-19",
                               service="2025-05-20")  # fmt: skip
    yield "2025-05-22"
    tasks_done(desk, stop)
    yield "2025-06-03"
    dispute = desk.ok("dispute", "open", stop, "--kind", "诉讼", "--body", "津测区人民法院",
                      "--number", "(2025)津测行初9号", "--filed", "2025-06-03")["id"]  # fmt: skip
    yield "2025-06-05"
    desk.ok("dispute", "stay", dispute, "--from", "2025-06-05", "--until", "2025-07-16", "--body", "津测区人民法院",
            "--reason", "裁定停止执行")  # fmt: skip
    assert desk.ok("standing", world.WEST, "--service", "medical")["settle"]["answer"] == "yes"
    yield "2025-07-17"
    assert desk.ok("standing", world.WEST, "--service", "medical")["settle"]["answer"] == "no"
    desk.ok("dispute", "decide", dispute, "--outcome", "upheld", "--decided", "2025-07-16", "--effective", "2025-07-17")
    desk.ok("approve", dispute, who="zhao")
    yield "2025-08-25"
    desk.ok("measure", "recheck", stop, "--result", "passed")
    desk.ok("measure", "lift", stop, "--reason", "记录补齐", "--effective", "2025-08-26")
    desk.ok("approve", stop, who="zhao")
    yield "2025-08-27"
    tasks_done(desk, stop)
    closed(desk, case)


def rehab(desk: Desk) -> Story:
    """An urgent stop that lapses by itself, then the agreement suspended until the year's end."""
    yield "2025-06-16"
    inspection = inspected(desk, world.REHAB, "2025-06-16",
                           ("safety-accident", "grave", "--department", "康复科"))  # fmt: skip
    case = _opened(desk, world.REHAB, inspection)
    urgent = proposed(desk, case, "department-suspension", "--department", "康复科", "--skip-reason", "人身安全",
                      "--urgent", "设备漏电, 已致一人受伤", "--agreed-by", "zhao", "--agreed-how", "电话",
                      "--agreed-on", "2025-06-16")  # fmt: skip
    asked = ("standing", world.REHAB, "--service", "rehabilitation", "--department", "康复科")
    yield "2025-06-17"
    assert desk.ok(*asked)["receive_patients"]["answer"] == "no"
    yield "2025-06-19"
    # Papers were due in two working days and never came.
    assert desk.ok("measure", "show", urgent)["status"] == "expired"
    assert desk.ok(*asked)["receive_patients"]["answer"] == "yes"
    yield "2025-06-23"
    stop = proposed(desk, case, "agreement-suspension", "--skip-reason", "人身安全", "--until", "2025-12-19")
    yield from carried_through(desk, stop, notice="2025-06-23", hearing="2025-06-30", decision="2025-07-03",
                               service="2025-07-04")  # fmt: skip
    yield "2025-07-11"
    tasks_done(desk, stop)
    yield "2025-12-22"
    closed(desk, case)


def device(desk: Desk) -> Story:
    """Fees already paid come back in part, are demanded, decided on in writing, and taken to court."""
    yield "2025-02-12"
    inspection = inspected(desk, world.DEVICE, "2025-02-12", ("overcharging", "serious", "--amount", "30000.00"))
    case = _opened(desk, world.DEVICE, inspection)
    refusal = proposed(desk, case, "refuse-payment", "--bill", "P-1=20000.00", "--bill", "P-2=10000.00")
    yield from carried_through(desk, refusal, notice="2025-02-13", hearing="2025-02-19", decision="2025-02-24",
                               service="2025-02-25")  # fmt: skip
    yield "2025-02-26"
    recovery = desk.ok("recovery", "open", refusal, "--bill", "P-1=20000.00", "--bill", "P-2=10000.00")["id"]
    tasks_done(desk, refusal)
    yield "2025-03-12"
    desk.ok("recovery", "enter", recovery, "--way", "returned", "--amount", "12000.00", "--day", "2025-03-12",
            "--voucher", "SK-0312")  # fmt: skip
    desk.ok("recovery", "enter", recovery, "--way", "offset", "--amount", "8000.00", "--day", "2025-03-12",
            "--voucher", "DK-0312", "--offset-against", "2025年2月结算款")  # fmt: skip
    yield "2025-03-17"
    desk.ok("recovery", "demand", recovery, "--served", "2025-03-17")
    yield "2025-04-08"
    desk.ok("recovery", "decide", recovery, "--number", "津测追〔2025〕1号", "--reason", "催告后未退回")
    desk.ok("approve", recovery, who="zhao")
    desk.ok("recovery", "serve", recovery, "--served", "2025-04-08")
    yield "2025-10-20"
    desk.ok("recovery", "enforce", recovery, "--court", "津测区人民法院", "--filed", "2025-10-20",
            "--number", "(2025)津测行审3号")  # fmt: skip
    yield "2025-12-01"
    desk.ok("recovery", "outcome", recovery, "--outcome", "carried-out", "--number", "(2025)津测执9号")
    desk.ok("recovery", "enter", recovery, "--way", "returned", "--amount", "10000.00", "--day", "2025-12-01",
            "--voucher", "SK-1201")  # fmt: skip
    yield "2025-12-02"
    closed(desk, case)


def south(desk: Desk) -> Story:
    """Leaves while it is investigated: the case goes on, and what it owes stays owed."""
    yield "2025-07-14"
    inspection = inspected(desk, world.SOUTH, "2025-07-14", ("unnecessary-service", "minor", "--amount", "5000.00"))
    case = _opened(desk, world.SOUTH, inspection)
    refusal = proposed(desk, case, "refuse-payment", "--bill", "S-1=5000.00")
    yield "2025-07-16"
    desk.ok("agreement", "end", world.agreement(world.SOUTH), "--kind", "agreed", "--reason", "机构申请退出")
    yield from carried_through(desk, refusal, notice="2025-07-17", hearing="2025-07-23", decision="2025-07-28",
                               service="2025-07-29")  # fmt: skip
    recovery = desk.ok("recovery", "open", refusal, "--bill", "S-1=5000.00")["id"]
    tasks_done(desk, refusal)
    yield "2025-08-12"
    desk.ok("recovery", "enter", recovery, "--way", "returned", "--amount", "5000.00", "--day", "2025-08-12",
            "--voucher", "SK-0812")  # fmt: skip
    assert "在查" in desk.call("case", "show", case, as_json=False, lang="zh_CN").out
    closed(desk, case)


def north(desk: Desk) -> Story:
    """Merged into another: ended on an objective event, published, no bar on its successor."""
    yield "2025-08-04"
    event = desk.ok("event", "record", world.NORTH, "--kind", "merged", "--body", "津测卫生健康部门",
                    "--happened", "2025-08-01", "--learned", "2025-08-04")["id"]  # fmt: skip
    assert any(row["kind"] == "must-terminate" for row in desk.ok("deadlines")["deadlines"])
    desk.ok("institution", "succeed", world.NORTH, "--by", world.UNITED)
    case = str(desk.ok("case", "open", "--institution", world.NORTH, "--lead", "zhang", "--second", "li",
                       "--event", event)["id"])  # fmt: skip
    end = proposed(desk, case, "termination", "--ground", "TJ 五(二)")
    yield "2025-08-05"
    desk.ok("measure", "defence", end, "--outcome", "not-required", "--text", "机构已合并注销, 无从陈述")
    chain(desk, end)
    yield "2025-08-06"
    served(desk, end, "2025-08-06")
    yield "2025-08-20"
    assert desk.publish(end, day="2025-08-20", link="https://example.invalid/list/3")["late_by"] == 0
    tasks_done(desk, end)
    assert desk.ok("bar", "check", world.UNITED, "--service", "medical")["verdict"] == "clear"
    closed(desk, case)


def new(desk: Desk) -> Story:
    """Fraud the department determines and fines; the case changes hands on the way."""
    yield "2025-09-08"
    inspection = inspected(desk, world.NEW, "2025-09-08", ("suspected-fraud", "grave", "--amount", "86400.50"))
    case = _opened(desk, world.NEW, inspection, lead="zhang", second="wang")
    referral = proposed(desk, case, "referral")
    yield "2025-09-10"
    desk.ok("case", "handover", case, "--to", "li", "--reason", "岗位调整")
    desk.ok("case", "acknowledge", case, who="li")
    assert desk.ok("case", "show", case)["lead"] == "li"
    desk.ok("approve", referral, who="zhao")
    yield "2025-09-11"
    desk.ok("measure", "serve", referral, "--received", "2025-09-11", "--to", "津测人社行政部门",
            "--number", "津测移〔2025〕2号", who="li")  # fmt: skip
    yield "2025-09-15"
    desk.ok("measure", "receipt", referral, "--number", "津测收〔2025〕5号", "--received", "2025-09-15", who="li")
    yield "2025-11-17"
    desk.ok("finding", "add", case, "--category", "determined-fraud", "--severity", "grave", "--provision",
            world.CLAUSE, "--text", "行政部门认定骗取基金", "--amount", "86400.50", "--doc-no", "津测人社罚〔2025〕1号",
            "--determined", "2025-11-14", who="li")  # fmt: skip
    desk.ok("measure", "complete", referral, "--result", "责令退回并处罚款", "--number", "津测人社罚〔2025〕1号",
            "--fine", "172801.00", who="li")  # fmt: skip
    yield "2025-11-19"
    desk.ok("case", "close", case, "--outcome", "transferred", "--conclusion", "substantiated", "--reason", "已移送",
            who="li")  # fmt: skip
    desk.ok("approve", case, who="zhao")


STORIES = (central, bone, east, west, rehab, device, south, north, new)
