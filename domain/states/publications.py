"""Publications of terminations (终止名单公布), version by version."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version: `kind` is draft, correction or withdrawal; text and hash are frozen at approval.

    `drafter` is the person who wrote it. `due` is the earliest day of its terminations, as judged when published.
    `paper_sha256` names what it says part by part; the other sums are those of its formats, made and kept at approval.
    Versions of older programs have none of them.
    """

    number: int
    kind: str
    text: str
    terminations: tuple[str, ...] = ()
    drafted_on: date | None = None
    drafter: str | None = None
    reason: str | None = None
    approved_on: date | None = None
    sha256: str | None = None
    published_on: date | None = None
    channel: str | None = None
    link: str | None = None
    ref: str | None = None
    due: date | None = None
    late_by: int | None = None
    entered_late: int = 0
    calendar: str | None = None
    paper_sha256: str | None = None
    json_sha256: str | None = None
    docx_sha256: str | None = None
    html_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(State):
    """A publication: the terminations in it and its versions, the last one current.

    `status` is drafted, approved, published, rejected or withdrawn.
    """

    terminations: tuple[str, ...]
    status: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The version worked on, or the last one published."""
        return self.versions[-1]

    @property
    def public(self) -> Version | None:
        """The version the public sees; None when none was published or the list was withdrawn."""
        if self.status == "withdrawn":
            return None
        return next((v for v in reversed(self.versions) if v.published_on), None)

    @property
    def decided(self) -> Version | None:
        """The last version that was approved, whose text is frozen."""
        return next((v for v in reversed(self.versions) if v.approved_on), None)


PUBLICATION = Aggregate("publication", "GB", Publication)


def _drafted(entry: Entry, number: int, kind: str) -> Version:
    return Version(
        number=number,
        kind=kind,
        text=entry.text("text"),
        terminations=entry.many("terminations"),
        drafted_on=entry.on,
        drafter=entry.person,
        reason=entry.maybe("reason"),
        paper_sha256=entry.maybe("paper_sha256"),
    )


@PUBLICATION.starts("publication.draft")
def _draft(entry: Entry) -> Publication:
    return Publication(
        id=entry.subject,
        terminations=entry.many("terminations"),
        status="drafted",
        versions=(_drafted(entry, 1, "draft"),),
        pending=waits(entry, "draft"),
    )


@PUBLICATION.on("publication.correct", "publication.withdraw")
def _again(publication: Publication, entry: Entry) -> Publication:
    kind = "correction" if entry.kind == "publication.correct" else "withdrawal"
    kept = publication.versions
    if publication.pending is not None and publication.pending.returned:
        # What was returned is replaced by what is asked for anew.
        kept = kept[:-1]
        kind = kind if kept else "draft"
    version = _drafted(entry, len(kept) + 1, kind)
    return replace(publication, versions=(*kept, version), pending=waits(entry, kind))


def _current(publication: Publication, **changes: object) -> Publication:
    latest = replace(publication.current, **changes)  # type: ignore[arg-type]
    return replace(publication, versions=(*publication.versions[:-1], latest))


@PUBLICATION.on("publication.approve")
def _approve(publication: Publication, entry: Entry) -> Publication:
    approved = _current(
        publication,
        approved_on=entry.on,
        sha256=entry.text("sha256"),
        json_sha256=entry.maybe("json_sha256"),
        docx_sha256=entry.maybe("docx_sha256"),
        html_sha256=entry.maybe("html_sha256"),
    )
    # What never was public has nothing to take down.
    over = publication.current.kind == "withdrawal" and publication.public is None
    return replace(
        approved,
        status="withdrawn" if over else "approved",
        terminations=publication.current.terminations,
        pending=None,
    )


@PUBLICATION.on("publication.reject")
def _reject(publication: Publication, entry: Entry) -> Publication:
    if len(publication.versions) == 1:
        return replace(publication, status="rejected", pending=None)
    return replace(publication, versions=publication.versions[:-1], pending=None)


@PUBLICATION.on("publication.publish")
def _publish(publication: Publication, entry: Entry) -> Publication:
    published = _current(
        publication,
        published_on=entry.on,
        channel=entry.text("channel"),
        link=entry.maybe("link"),
        ref=entry.maybe("ref"),
        due=entry.day("due"),
        late_by=entry.number("late_by"),
        entered_late=entry.number("entered_late") or 0,
        calendar=entry.maybe("calendar"),
    )
    return replace(published, status="withdrawn" if publication.current.kind == "withdrawal" else "published")
