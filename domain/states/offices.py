"""Offices of the agency (市、区经办机构) and the districts they look after."""

from dataclasses import dataclass, replace

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(State):
    """An office: `level` is city or district; `districts` are those it looks after."""

    name: str
    level: str
    districts: tuple[str, ...] = ()
    open: bool = True


OFFICE = Aggregate("office", "office", Office)


@OFFICE.starts("office.add")
def _add(entry: Entry) -> Office:
    return Office(
        id=entry.subject,
        name=entry.text("name"),
        level=entry.text("level"),
        districts=entry.many("districts"),
    )


@OFFICE.on("office.change")
def _change(office: Office, entry: Entry) -> Office:
    return replace(
        office,
        districts=entry.many("districts") or office.districts,
        open=office.open and entry.fields.get("closed") is not True,
    )
