"""Forty complaints: every channel with every nature, and what becomes of each."""

from datetime import date, timedelta
from itertools import product

from domain.acts.complaints import CHANNELS, NATURES
from tests.scenarios.desk import Desk
from tests.scenarios.year import world
from tests.scenarios.year.stage import Story

_ABOUT = (world.CENTRAL, world.BONE, world.EAST, world.WEST, world.REHAB, world.DEVICE)

_ANSWERED_BY = {"12345": 15, "superior": 12}
"""Days to answer in where whoever passed it on set some."""


def complaint(desk: Desk, number: int, channel: str, nature: str) -> Story:
    """One complaint, from its day of receipt to its end three weeks later."""
    received = date(2025, 1, 6) + number * timedelta(days=8)
    yield received.isoformat()
    words = ["--source-no", f"GD-{number:03d}"] if channel in ("12345", "12333") else []
    if channel in _ANSWERED_BY:
        words += ["--reply-by", str(received + timedelta(days=_ANSWERED_BY[channel]))]
    logged = desk.ok("complaint", "log", "--institution", _ABOUT[number % len(_ABOUT)], "--received", received,
                     "--channel", channel, "--nature", nature, "--summary", f"第{number}件: 反映收费与服务不符",
                     *words)["id"]  # fmt: skip
    yield (received + timedelta(days=2)).isoformat()
    if number % 5 == 3:
        desk.ok("complaint", "decline", logged, "--reason", "不属于工伤保险协议服务事项")
    else:
        desk.ok("complaint", "accept", logged)
    yield (received + timedelta(days=9)).isoformat()
    if number % 5 == 4:
        desk.ok("complaint", "transfer", logged, "--to", "津测医疗保障部门", "--number", f"津测移〔2025〕{number}号",
                "--reason", "属医疗保障部门职责")  # fmt: skip
    elif number % 5 == 2 and channel in ("12345", "12333", "superior", "other-body"):
        desk.ok("complaint", "return", logged, "--reason", "不属于本机构职责")
    yield (received + timedelta(days=14)).isoformat()
    desk.ok("complaint", "answer", logged, "--reply", "已核查并告知处理情况")


def every_complaint(desk: Desk) -> list[Story]:
    """All forty."""
    pairs = product(CHANNELS, NATURES)
    return [complaint(desk, number, channel, nature) for number, (channel, nature) in enumerate(pairs)]
