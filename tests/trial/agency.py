"""An agency whose database other programs open too."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.engine import normalise_url
from db.sealing import ensure_key
from db.store import Store
from domain.acts import act
from domain.refusals import Refusal
from sanctions.agency.founding import found, shipped_pack
from sanctions.perform import perform, together
from sanctions.results import Done
from tests.sanctions.office import PEOPLE

_NOW = datetime(2025, 12, 1, 2, tzinfo=UTC)


def now() -> datetime:
    """Ten in the morning of the day all trials play on."""
    return _NOW


class SharedAgency:
    """A store in this program, its address and its key for the others."""

    def __init__(self, url: str, key_path: Path) -> None:
        self.url = normalise_url(url)
        self.key_path = key_path
        ensure_key(key_path)
        pack = shipped_pack("zibo-2023")
        found(self.url, pack, name="测试经办机构", operator="admin", staff="P7", clock=now)
        self.store = Store.open(self.url, key_path)
        with together(self.store) as do:
            for name, (staff, roles) in PEOPLE.items():
                do("admin", act("operator.add"), {"name": name, "staff": staff, "roles": roles}, clock=now)

    @property
    def on_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def address(self) -> str:
        """The address as another program is given it."""
        return str(self.url.database) if self.on_sqlite else self.url.render_as_string(hide_password=False)

    def attempt(self, who: str, name: str, /, store: Store | None = None, **raw: Any) -> Done | Refusal:
        """An act in a transaction of its own, here or through another opening of the store."""
        return perform(store or self.store, who, act(name), raw, clock=now)

    def hire(self, name: str, store: Store | None = None) -> None:
        """A small act that must not be refused."""
        done = self.attempt("admin", "operator.add", store, name=name, staff=name, roles=["auditor"])
        assert isinstance(done, Done)
