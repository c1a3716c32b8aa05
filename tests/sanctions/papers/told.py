"""What is put on paper in these tests."""

from datetime import date

from domain.announcements import Announcement, Listed, Replaced, Standing, announce
from domain.rulebook.loader import load

DAY = date(2025, 3, 7)
FIRST = "淄测第一医院"
SECOND = "淄测辅具中心"
AGENCY = "淄测市工伤保险经办机构"


def told(kind: str = "draft", *, names: tuple[str, ...] = (FIRST, SECOND), note: str | None = None) -> Announcement:
    """A list of two: one being served, one in force and found unlawful; of a withdrawal only their names."""
    stands = (Standing.SERVING, Standing.IN_FORCE) if kind != "withdrawal" else (None, None)
    services, marks = (("medical", "rehabilitation"), ("device",)), ((), ("unlawful",))
    lines = [
        Listed(name, of, stand, day, mark if stand else ())
        for name, of, stand, day, mark in zip(
            names, services, stands, (date(2025, 3, 5), date(2025, 2, 28)), marks, strict=True
        )
    ]
    return announce(
        load("zibo-2023").publication_words,
        lines,
        kind=kind,
        agency=AGENCY,
        telephone="0533-1234567",
        note=note,
        replaces=None if kind == "draft" else Replaced(version=1, published_on=date(2025, 3, 1)),
    )
