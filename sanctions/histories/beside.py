"""What a workbook tells beside the measures: whom they are about, what was made public, which bars they started.

The rows are plain values as those of the register are: days as ISO text, lists joined.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from db.store import PAGE, Reader
from domain.rulebook.kinds import BarTrigger
from domain.states.assessments import Assessment
from domain.states.institutions import Agreement, Institution
from domain.states.measures import Measure
from domain.states.publications import Publication, Version
from sanctions.admitting.bars import DAY, RunningBar, bar_of_renewal
from sanctions.histories.chosen import Chosen, Holders
from sanctions.histories.rows import COLUMNS, SEPARATOR, Row
from sanctions.paging import equal
from sanctions.reading import as_stood, each
from sanctions.rules import calendar_of, rulebook_of

INSTITUTION_COLUMNS = (
    *("institution_code", "institution_name", "names", "services", "level", "district", "licence", "successor"),
    *("measures", "in_force"),
)
"""Of the institutions: `names` are those borne before, `measures` how many of the record are theirs."""

PUBLICATION_COLUMNS = (
    *("publication", "version", "kind", "measure", "institution_code", "institution_name", "decided_on"),
    *("approved_on", "published_on", "due", "late_by", "channel", "link", "sha256"),
)
"""Of the publications: one row for each termination in each version that was made public."""

BAR_COLUMNS = (
    *("subject", "institution_code", "institution_name", "services", "trigger", "decided_on", "bar_until"),
    *("earliest_legal", "effect", "source_kind"),
)
"""Of the bars: the decision that started it, its last day, the first day after it."""

_CODE, _NAME, _SERVICE, _DECIDED_ON, _BAR_UNTIL = map(
    COLUMNS.index, ("institution_code", "institution_name", "service", "decided_on", "bar_until")
)


@dataclass(slots=True)
class Count:
    """How many measures of an institution a record holds, and how many of them are in force on its day."""

    measures: int = 0
    in_force: int = 0


class Beside:
    """The rows beside one record: of what was chosen, as it stood on a day and was known at a moment."""

    def __init__(self, reader: Reader, chosen: Chosen, *, on: date, known_at: datetime | None = None) -> None:
        self._reader, self._chosen, self._on, self._known_at = reader, chosen, on, known_at
        self._holders = Holders(reader, known_at)
        self._rulebook = rulebook_of(reader, known_at)
        self._terms: dict[Any, tuple[str, str] | None] = {}

    def institutions(self, counts: Mapping[str, Count]) -> Iterator[Row]:
        """The institutions that were counted, by code."""
        for code in sorted(counts):
            holder, count = self._holders.of(code), counts[code]
            if holder is None:
                continue
            name = holder.name_on(self._on)
            yield (
                code,
                name,
                SEPARATOR.join(dict.fromkeys(_before(holder, name, self._on))) or None,
                SEPARATOR.join(holder.services) or None,
                holder.level,
                holder.district,
                holder.licence,
                holder.successor,
                count.measures,
                count.in_force,
            )

    def publications(self) -> Iterator[Row]:
        """The terminations that were made public, version by version, by publication."""
        for found in each(self._reader, Publication):
            publication = as_stood(self._reader, found, self._on, self._known_at)
            shown = [one for one in publication.versions if one.published_on] if publication is not None else []
            if publication is None or not shown:
                continue
            measures = self._terminations(dict.fromkeys(id for one in shown for id in one.terminations))
            for version in shown:
                for id in version.terminations:
                    if id in measures:
                        yield self._public(publication, version, measures[id])

    def _terminations(self, ids: Iterable[str]) -> dict[str, Measure]:
        """Those of the measures that were chosen."""
        table, found, remaining = self._reader.table(Measure), {}, iter(ids)
        while page := list(islice(remaining, PAGE)):
            for one in self._reader.find(Measure, table.c.id.in_(page), limit=PAGE):
                measure = as_stood(self._reader, one, self._on, self._known_at)
                if measure is not None and self._chosen.takes(measure, self._holders.of(measure.institution)):
                    found[measure.id] = measure
        return found

    def _public(self, publication: Publication, version: Version, measure: Measure) -> Row:
        decided = measure.decided_on or measure.proposed_on
        return (
            publication.id,
            version.number,
            version.kind,
            measure.id,
            measure.institution,
            self._holders.name(measure.institution, decided),
            _iso(measure.decided_on),
            _iso(version.approved_on),
            _iso(version.published_on),
            _iso(version.due),
            version.late_by,
            version.channel,
            version.link or version.ref,
            version.sha256,
        )

    def bar_after(self, row: Row) -> Row | None:
        """The bar that the measure of a row started, also one run out; None where it started none."""
        until, decided = row[_BAR_UNTIL], row[_DECIDED_ON]
        if until is None:
            return None
        if decided not in self._terms:
            found = self._rulebook.on(date.fromisoformat(str(decided))).bar(BarTrigger.TERMINATED_FOR_BREACH)
            self._terms[decided] = (found.effect.value, found.rule.source_kind.value) if found is not None else None
        terms = self._terms[decided]
        if terms is None:
            return None
        after = (date.fromisoformat(str(until)) + DAY).isoformat()
        trigger = BarTrigger.TERMINATED_FOR_BREACH.value
        return (row[0], row[_CODE], row[_NAME], row[_SERVICE], trigger, decided, until, after, *terms)

    def bars_after_renewals(self) -> Iterator[Row]:
        """The bars that decisions not to renew started; no measure did, so one kind of measure has none of them."""
        if self._chosen.kind is not None:
            return
        for bar in self._after_renewals():
            yield (
                bar.subject.partition(":")[2],
                bar.institution,
                self._holders.name(bar.institution, bar.decided_on),
                SEPARATOR.join(bar.services) or None,
                bar.trigger.value,
                bar.decided_on.isoformat(),
                bar.until.isoformat(),
                (bar.until + DAY).isoformat(),
                bar.effect.value,
                bar.source_kind.value,
            )

    def _after_renewals(self) -> Iterator[RunningBar]:
        calendar = calendar_of(self._reader, self._known_at)
        table = self._reader.table(Agreement)
        conditions = equal(table, institution=self._chosen.institution)
        for found in each(self._reader, Agreement, table.c.renewal_decided_on.is_not(None), *conditions):
            agreement = as_stood(self._reader, found, self._on, self._known_at)
            if agreement is None or agreement.renewal_decided_on is None or agreement.renewal_assessment is None:
                continue
            holder = self._holders.of(agreement.institution)
            if not (
                self._chosen.dates(agreement.renewal_decided_on)
                and self._chosen.holds(holder)
                and self._chosen.serves((agreement.service,), holder)
            ):
                continue
            assessment = self._reader.get(Assessment, agreement.renewal_assessment)
            if assessment is not None:
                assessment = as_stood(self._reader, assessment, self._on, self._known_at)
            bar = bar_of_renewal(agreement, assessment, self._rulebook, self._on, calendar)
            if bar is not None:
                yield bar


def _before(holder: Institution, name: str, on: date) -> Iterator[str]:
    return (one.name for one in holder.names if one.name != name and one.from_day <= on)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
