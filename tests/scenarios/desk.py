"""A desk at an agency: command lines, run in this process with a clock that stands still."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from console.main import run

AGENCY_PHONE = "0533-1234567"
PEOPLE = {
    "zhang": ("P1", ["supervisor"]),
    "li": ("P2", ["supervisor"]),
    "zhao": ("P3", ["approver"]),
    "qian": ("P4", ["publisher"]),
    "sun": ("P5", ["custodian"]),
    "wu": ("P6", ["auditor"]),
    "twin": ("P1", ["approver", "publisher"]),
}


@dataclass(frozen=True)
class Answer:
    """What a command gave: exit status, the document on stdout, the sentence on stderr."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document."""
        return json.loads(self.out)

    @property
    def refusal(self) -> dict[str, Any]:
        """The refusal of a command that was refused."""
        assert self.status == 1, (self.status, self.out, self.err)
        refused: dict[str, Any] = self.json["refused"]
        return refused


class Desk:
    """One database and the people at it."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        self.database = database or str(folder / "desk.db")
        self.environment = {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_DATA_HOME": str(folder / "data"),
            "LANG": "zh_CN.UTF-8",
        }
        self.now = self.at(date(2023, 1, 3))

    def open(self, pack: str) -> "Desk":
        """Make the database and its people by commands, on a rulebook's name or file."""
        self.ok("init", "--rulebook", pack, "--agency", "测试经办机构", "--telephone", AGENCY_PHONE,
                "--operator", "admin", "--person", "P7")  # fmt: skip
        for name, (person, roles) in PEOPLE.items():
            words = [word for role in roles for word in ("--role", role)]
            self.ok("operator", "add", name, "--person", person, *words, who="admin")
        return self

    @staticmethod
    def at(day: date, hour: int = 10) -> datetime:
        """An hour of a day at the place, as an instant."""
        return datetime.combine(day, time(hour), ZoneInfo("Asia/Shanghai")).astimezone(UTC)

    def on(self, day: str, hour: int = 10) -> "Desk":
        """Turn the clock to a day."""
        self.now = self.at(date.fromisoformat(day), hour)
        return self

    def call(
        self,
        *words: object,
        who: str | None = "zhang",
        as_json: bool = True,
        lang: str | None = None,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
    ) -> Answer:
        """Run a command line as somebody."""
        ahead = ["--database", self.database]
        if who:
            ahead += ["--as", who]
        if lang:
            ahead += ["--lang", lang]
        line = [*ahead, *(str(word) for word in words), *(["--json"] if as_json else [])]
        out, err = io.BytesIO(), io.BytesIO()
        status = run(
            line,
            clock=lambda: self.now,
            environ={**self.environment, **(environment or {})},
            stdin=io.BytesIO(stdin),
            stdout=out,
            stderr=err,
            login=lambda: None,
        )
        return Answer(status, out.getvalue().decode(), err.getvalue().decode())

    def ok(self, *words: object, who: str | None = "zhang", **options: Any) -> Any:
        """A command that must be done; gives its document."""
        answer = self.call(*words, who=who, **options)
        assert answer.status == 0, (words, answer.status, answer.out, answer.err)
        return answer.json

    def refused(self, *words: object, who: str | None = "zhang") -> dict[str, Any]:
        """A command that must be refused; gives the refusal."""
        return self.call(*words, who=who).refusal

    # ------------------------------------------------------------ what comes up again and again

    def hospital(
        self,
        code: str,
        name: str,
        *departments: str,
        services: tuple[str, ...] = ("medical",),
        since: str = "2023-01-03",
        until: str = "2026-12-31",
    ) -> str:
        """An institution with an agreement in force for each service."""
        words = [word for service in services for word in ("--service", service)]
        words += [word for department in departments for word in ("--department", department)]
        self.ok("institution", "add", "--code", code, "--name", name, *words)
        for service in services:
            number = f"XY-{code[-4:]}-{service}"
            self.ok("agreement", "sign", code, "--service", service, "--number", number, "--from", since, "--to", until)
        return code

    def case(self, code: str, *findings: tuple[str, ...], lead: str = "zhang") -> str:
        """An inspection with these findings, and a case on it; a finding is category, severity, then options."""
        inspection = self.ok("inspection", "record", "--institution", code, "--kind", "spot",
                             "--inspector", "张某", "--inspector", "李某")["id"]  # fmt: skip
        for category, severity, *more in findings:
            self.ok("finding", "add", inspection, "--category", category, "--severity", severity,
                    "--provision", "协议第12条", "--text", "床位与计费不符", *more)  # fmt: skip
        return str(self.ok("case", "open", "--institution", code, "--lead", lead, "--second", "li",
                           "--inspection", inspection)["id"])  # fmt: skip

    def propose(self, case: str, kind: str, *more: str) -> str:
        """A measure proposed with a reason and an agreement clause."""
        words = ["--reason", "违反服务协议约定", "--clause", "协议第12条"]
        return str(self.ok("measure", "propose", case, kind, *words, *more)["id"])

    def hear(self, measure: str, noticed: str, heard: str) -> None:
        """Notice served on a day and the defence heard on another; leaves the clock there."""
        self.on(noticed)
        self.ok("measure", "notice", measure)
        self.ok("measure", "serve", measure, "--document", "notice", "--method", "direct", "--received", noticed)
        self.on(heard)
        self.ok("measure", "defence", measure, "--outcome", "heard", "--text", "已陈述", "--adopted", "no",
                "--reply", "理由不成立")  # fmt: skip

    def approve(self, subject: str, day: str | None = None, *more: str, who: str = "zhao") -> Any:
        """Approved by another person, on a day."""
        if day:
            self.on(day)
        return self.ok("approve", subject, *more, who=who)

    def serve(self, measure: str, day: str) -> Any:
        """The decision received on a day."""
        self.on(day)
        return self.ok("measure", "serve", measure, "--document", "decision", "--method", "direct", "--received", day)

    def publish(self, *terminations: str, day: str, link: str = "https://example.invalid/list/1") -> Any:
        """Drafted, approved and published on one day."""
        self.on(day)
        publication = self.ok("publication", "draft", *terminations)["id"]
        self.ok("approve", publication, who="zhao")
        return self.ok("publication", "publish", publication, "--channel", "website", "--link", link, who="qian")
