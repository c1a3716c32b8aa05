"""The institutions of the year, all invented, and what is said of them again and again."""

from tests.codes import credit_code
from tests.scenarios.desk import Desk

CENTRAL, BONE, EAST, WEST, REHAB, DEVICE, SOUTH, NORTH, UNITED, OLD, RIVER, NEW = (
    credit_code(2025_00 + n) for n in range(12)
)
CODES = (CENTRAL, BONE, EAST, WEST, REHAB, DEVICE, SOUTH, NORTH, UNITED, OLD, RIVER, NEW)
CLAUSE = "协议第12条"

_NAMES = {
    CENTRAL: "津测中心医院",
    BONE: "津测骨伤医院",
    EAST: "津测东城医院",
    WEST: "津测西城医院",
    REHAB: "津测康复医院",
    DEVICE: "津测辅具中心",
    SOUTH: "津测南城医院",
    NORTH: "津测北城医院",
    UNITED: "津测联合医院",
    OLD: "津测旧镇医院",
    RIVER: "津测河口医院",
    NEW: "津测新区医院",
}
_UNTIL = {OLD: "2025-06-30", RIVER: "2025-09-30"}
_SERVICES = {CENTRAL: ("medical", "rehabilitation"), REHAB: ("rehabilitation",), DEVICE: ("device",)}
_DEPARTMENTS = ("骨科", "内科", "康复科")


def settle(desk: Desk) -> None:
    """Every institution with its agreements, on the first working day of the year."""
    desk.on("2025-01-02")
    for code in CODES:
        services = _SERVICES.get(code, ("medical",))
        departments = () if code == DEVICE else _DEPARTMENTS
        until = _UNTIL.get(code, "2027-12-31")
        desk.hospital(code, _NAMES[code], *departments, services=services, since="2024-01-02", until=until)
        for service in services:
            desk.ok("agreement", "clause", "add", agreement(code, service), "--clause", CLAUSE,
                    "--quote", "乙方虚计费用的，甲方可以拒付、追回、中止结算、暂停或终止协议")  # fmt: skip


def agreement(code: str, service: str = "medical") -> str:
    """The number of an agreement as the desk writes them."""
    return f"XY-{code[-4:]}-{service}"


def staff(desk: Desk) -> None:
    """The people of the levels of approval, a deputy, an overseer, and the chain terminations go through."""
    for n, level in enumerate(("section-head", "legal", "leader", "discussion", "head"), 11):
        desk.ok("operator", "add", level, "--person", f"P{n}", "--role", "approver", "--level", level, who="admin")
    desk.ok("operator", "add", "deputy", "--person", "P21", "--role", "supervisor", who="admin")
    desk.ok("operator", "add", "wang", "--person", "P22", "--role", "supervisor", who="admin")
    desk.ok("operator", "add", "overseer", "--person", "P31", "--role", "overseer", who="admin")
    desk.ok("policy", "set", "approval.chain.termination", "section-head,legal,leader,discussion,head",
            "--from", "2025-01-02", "--reason", "分级审批", who="admin")  # fmt: skip
    desk.ok("approve", "approval.chain.termination", who="zhao")
