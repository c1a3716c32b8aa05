"""Steps that come up in many stories: from a proposal to a measure in force, and what goes before."""

from tests.scenarios.desk import Desk
from tests.scenarios.year.stage import Story
from tests.scenarios.year.world import CLAUSE

CHAIN = ("section-head", "legal", "leader", "discussion", "head")


def inspected(desk: Desk, code: str, day: str, *findings: tuple[str, ...], plan: str | None = None) -> str:
    """An inspection held and signed on the desk's day, with its findings (category, severity, options)."""
    more = ["--plan", plan] if plan else []
    inspection = desk.ok("inspection", "record", "--institution", code, "--kind", "spot", "--inspector", "张某",
                         "--inspector", "李某", "--credentials", "--place", "住院部", "--signed", "signed",
                         "--signed-by", "医保办主任", "--sample", "ZY-001", *more)["id"]  # fmt: skip
    for category, severity, *words in findings:
        desk.ok("finding", "add", inspection, "--category", category, "--severity", severity, "--provision", CLAUSE,
                "--text", "收费项目与病历记录不符", *words)  # fmt: skip
    desk.ok("inspection", "confirm", inspection, "--outcome", "confirmed", "--by", "医保办主任")
    return str(inspection)


def proposed(desk: Desk, case: str, kind: str, *more: str) -> str:
    """A measure proposed under the agreement's clause."""
    words = ["--reason", "违反服务协议约定", "--clause", CLAUSE]
    return str(desk.ok("measure", "propose", case, kind, *words, *more)["id"])


def noticed(desk: Desk, measure: str, day: str) -> None:
    """The notice issued and received on the desk's day."""
    desk.ok("measure", "notice", measure, "--number", f"津测告〔2025〕{measure[-4:]}号")
    desk.ok("measure", "serve", measure, "--document", "notice", "--method", "direct", "--received", day,
            "--server", "张某", "--server", "李某", "--receiver", "王主任", "--post", "医保办主任")  # fmt: skip


def heard(desk: Desk, measure: str) -> None:
    """The defence heard and not adopted."""
    desk.ok("measure", "defence", measure, "--outcome", "heard", "--text", "已陈述申辩", "--adopted", "no",
            "--reply", "所述理由与核查事实不符")  # fmt: skip


def served(desk: Desk, measure: str, day: str) -> None:
    """The decision received on the desk's day."""
    desk.ok("measure", "serve", measure, "--document", "decision", "--method", "direct", "--received", day,
            "--number", f"津测决〔2025〕{measure[-4:]}号", "--server", "张某", "--server", "李某")  # fmt: skip


def chain(desk: Desk, subject: str, *more: str, leader: str = "leader") -> None:
    """Decided level by level: section head, legal review, leader in charge, collective discussion, head."""
    desk.ok("approve", subject, who="section-head")
    desk.ok("approve", subject, "--opinion", "事实清楚, 程序合法", who="legal")
    desk.ok("approve", subject, who=leader)
    desk.ok("approve", subject, "--minutes", "津测会纪〔2025〕3号", "--attendee", "赵某", "--attendee", "孙某",
            who="discussion")  # fmt: skip
    desk.ok("approve", subject, *more, who="head")


def carried_through(
    desk: Desk, measure: str, *, notice: str, hearing: str, decision: str, service: str, levels: bool = False
) -> Story:
    """Notice, defence, decision and service, each on its day."""
    yield notice
    noticed(desk, measure, notice)
    yield hearing
    heard(desk, measure)
    yield decision
    if levels:
        chain(desk, measure)
    else:
        desk.ok("approve", measure, who="zhao")
    yield service
    served(desk, measure, service)


def tasks_done(desk: Desk, about: str) -> None:
    """Everything open about a subject is carried out."""
    for task in desk.ok("task", "list", "--about", about)["tasks"]:
        desk.ok("task", "done", task["id"], "--result", "已办结, 回执存档")


def closed(desk: Desk, case: str, *more: str) -> None:
    """The case closed with another person's approval."""
    desk.ok("case", "close", case, "--outcome", "handled", "--conclusion", "substantiated", "--reason", "处理完毕",
            *more)  # fmt: skip
    desk.ok("approve", case, who="zhao")
