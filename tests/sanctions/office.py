"""An agency at work, for tests: one store, its people, and a clock that stands still."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import URL

from db.engine import normalise_url
from db.store import Store
from domain.acts import act as act_of
from domain.refusals import Refusal
from sanctions.agency.founding import found, shipped_pack
from sanctions.perform import perform, together
from sanctions.results import Done

PEOPLE = {
    "zhang": ("P1", ["supervisor"]),
    "li": ("P2", ["supervisor"]),
    "zhao": ("P3", ["approver"]),
    "qian": ("P4", ["publisher"]),
    "sun": ("P5", ["custodian"]),
    "wu": ("P6", ["auditor"]),
    # Zhang's second account: another name, the same person.
    "twin": ("P1", ["approver", "publisher"]),
}
HOSPITAL = "52370300MJE000013R"
DEVICE_MAKER = "91120116MA06ABC11M"


def open_office(url: URL, pack: str) -> None:
    """Make a database at the address, with its people."""
    clock = Office.clock_at(date(2023, 1, 3))
    found(
        url,
        shipped_pack(pack),
        name="测试经办机构",
        telephone="0533-1234567",
        operator="admin",
        staff="P7",
        clock=clock,
    )
    store = Store.open(url)
    with together(store) as do:
        for name, (staff, roles) in PEOPLE.items():
            do("admin", act_of("operator.add"), {"name": name, "staff": staff, "roles": roles}, clock=clock)
    store.close()


Begin = Callable[["Office"], None]
"""What has been done in an office before a test begins."""


@cache
def _opened_file(pack: str, begin: Begin | None = None) -> Path:
    """A database on SQLite, made once for each rulebook and beginning, and copied for each test."""
    folder = Path(tempfile.mkdtemp(prefix="jiandu-office-"))
    atexit.register(shutil.rmtree, folder)
    path = folder / "office.db"
    if begin is None:
        open_office(normalise_url(str(path)), pack)
    else:
        office = Office.in_folder(folder, pack)
        begin(office)
        office.store.close()
    return path


class Office:
    """A store with people, driven through the choke point every face uses."""

    def __init__(self, url: str, pack: str, key_path: Path | None = None, today: date = date(2025, 12, 1)) -> None:
        self.pack = pack
        self.today = today
        self.url = normalise_url(url)
        self.store = Store.open(self.url, key_path)

    @classmethod
    def in_folder(
        cls, folder: Path, pack: str, begin: Begin | None = None, today: date = date(2025, 12, 1)
    ) -> "Office":
        """An office on a file of its own, ``office.db`` with its key beside it."""
        path = folder / "office.db"
        made = _opened_file(pack, begin)
        for suffix in ("", ".key"):
            shutil.copy(made.with_name("office.db" + suffix), path.with_name("office.db" + suffix))
        return cls(str(path), pack, today=today)

    def clock(self) -> datetime:
        """Ten in the morning, at the place, of the office's today."""
        return self.clock_at(self.today)()

    @staticmethod
    def clock_at(day: date) -> Callable[[], datetime]:
        """A clock that stands at ten in the morning of a day."""
        moment = datetime.combine(day, time(10), ZoneInfo("Asia/Shanghai")).astimezone(UTC)
        return lambda: moment

    def attempt(
        self,
        kind: str,
        /,
        *,
        who: str = "zhang",
        on: str | None = None,
        late: str | None = "tests date back",
        once: str | None = None,
        rehearse: bool = False,
        seen: int | None = None,
        raw: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> Done | Refusal:
        """Do an act, whatever comes of it."""
        typed = {name: str(value) if isinstance(value, date) else value for name, value in fields.items()}
        return perform(
            self.store,
            who,
            act_of(kind),
            {**(raw or {}), **typed},
            clock=self.clock,
            on=on,
            late_reason=late if on else None,
            once=once,
            rehearse=rehearse,
            seen=seen,
        )

    def do(self, kind: str, /, **fields: Any) -> Done:
        """Do an act that must not be refused."""
        done = self.attempt(kind, **fields)
        assert isinstance(done, Done), (kind, done.code, done.message)
        return done

    def refused(self, kind: str, /, **fields: Any) -> Refusal:
        """Do an act that must be refused, and give the refusal."""
        answer = self.attempt(kind, **fields)
        assert isinstance(answer, Refusal), (kind, answer)
        return answer

    def as_of_day(self, day: date) -> "Office":
        """The same office on another day; going back to an earlier one is said as it has to be."""
        back = day < self.today
        self.today = day
        if back:
            self.attempt("clock.confirm", who="admin", reason="tests go back")
        return self
