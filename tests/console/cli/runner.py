"""Runs command lines in this process, with a clock that stands still and a home of their own."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from console.main import run

CODE = "52370300MJE000013R"
TODAY = date(2025, 6, 3)


@dataclass(frozen=True)
class Answer:
    """Exit status, bytes on stdout, text on stderr."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Screen(io.BytesIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Runner:
    """A home, a clock, a login, and the database in it."""

    def __init__(self, folder: Path, today: date = TODAY) -> None:
        self.folder = folder
        self.database = folder / "office.db"
        self.login: str | None = None
        self.today = today
        self.environment = {
            "HOME": str(folder / "home"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "LANG": "C.UTF-8",
            "JIANDU_DATABASE": str(self.database),
        }
        self.opens: Callable[[Any], int] = lambda session: 0

    def clock(self) -> datetime:
        return datetime.combine(self.today, time(10), ZoneInfo("Asia/Shanghai")).astimezone(UTC)

    def __call__(
        self,
        *words: object,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
        stderr: io.BytesIO | None = None,
    ) -> Answer:
        out, err = io.BytesIO(), stderr or io.BytesIO()
        status = run(
            [str(word) for word in words],
            clock=self.clock,
            environ={**self.environment, **(environment or {})},
            stdin=io.BytesIO(stdin),
            stdout=out,
            stderr=err,
            login=lambda: self.login,
            opens=self.opens,
        )
        return Answer(status, out.getvalue(), err.getvalue().decode())

    def ok(self, *words: object, **options: Any) -> Any:
        """A command that must be done: its JSON."""
        answer = self(*words, "--json", **options)
        assert answer.status == 0, (words, answer)
        return answer.json

    def refused(self, *words: object, **options: Any) -> dict[str, Any]:
        """A command that must be refused: the refusal."""
        answer = self(*words, "--json", **options)
        assert answer.status == 1, (words, answer)
        refused: dict[str, Any] = answer.json["refused"]
        return refused

    def error(self, status: int, *words: object, **options: Any) -> str:
        """A command that must fail with this status: the code of its error."""
        answer = self(*words, "--json", **options)
        assert answer.status == status, (words, answer)
        assert answer.err.strip()
        return str(answer.json["error"]["code"])
