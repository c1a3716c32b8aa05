"""The published list of agreement institutions (协议机构名单): its lines, its text, and what sets two lists apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.announcements import Announcement, Row, chinese_day
from domain.messages import Bilingual
from domain.text import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service of one institution under an agreement in force; public are name, service and district."""

    institution: str
    name: str
    service: str
    agreement: str
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What sets a later list apart in one place: `kind` is added, removed or renamed. `line` is the later one, or for
    what was removed the earlier one; `before` the former name.
    """

    kind: str
    line: Line
    before: str | None = None


def differences(earlier: Iterable[Line], later: Iterable[Line]) -> Iterator[Difference]:
    """What changed between two lists, by institution and service; a renewal without a gap changes nothing."""
    had = {(line.institution, line.service): line for line in earlier}
    has = {(line.institution, line.service): line for line in later}
    yield from (Difference(kind="removed", line=line) for key, line in had.items() if key not in has)
    renamed = set()
    for key, line in has.items():
        before = had.get(key)
        if before is None:
            yield Difference(kind="added", line=line)
        elif before.name != line.name and line.institution not in renamed:
            # Told once, however many services it has.
            renamed.add(line.institution)
            yield Difference(kind="renamed", line=line, before=before.name)


def ordered(lines: Iterable[Line]) -> list[Line]:
    """The lines as they are printed: by district, name, code, then service as in the rulebook's words."""
    return sorted(lines, key=lambda one: (one.district is None, one.district or "", one.name, one.institution))


def roster_text(words: Mapping[str, Bilingual], told: Announcement, *, as_of: date) -> str:
    """The list as plain text, whose SHA-256 is frozen first; one numbered line an institution."""
    text = [told.title, f"({words['roster-as-of'].zh} {as_of.isoformat()})", ""]
    for number, row in enumerate(told.rows, 1):
        text.append("  ".join(part for part in (f"{number}. {row.name}", row.services, row.place) if part))
    text += ["", f"{words['roster-count'].zh}: {len(told.rows)}"]
    text += [part for part in (told.remarked, told.agency, told.call) if part]
    return visible("\n".join(text), keep_newlines=True) + "\n"


def roster_paper(
    words: Mapping[str, Bilingual],
    lines: Sequence[Line],
    *,
    as_of: date,
    agency: str,
    telephone: str | None,
    note: str | None = None,
) -> Announcement:
    """The list as it is made public, part by part, in Chinese with the words of the rulebook: for every format."""
    columns = ("column-number", "column-name", "column-service", "column-district")
    rows = []
    for _, group in groupby(ordered(lines), key=lambda line: line.institution):
        held = list(group)
        services = "、".join(words[service].zh for service in dict.fromkeys(line.service for line in held))
        rows.append(Row(name=held[0].name, services=services, place=held[0].district))
    return Announcement(
        title=words["roster-title"].zh,
        kind=f"{words['roster-as-of'].zh}{chinese_day(as_of)}",
        lead=f"{words['roster-count'].zh}：{len(rows)}。",
        attachment=words["attachment"].zh,
        headings=tuple(words[column].zh for column in columns),
        rows=tuple(rows),
        remark=note or None,
        remark_word=words["remark"].zh,
        agency=agency,
        telephone=telephone or None,
        telephone_word=words["telephone"].zh,
    )
