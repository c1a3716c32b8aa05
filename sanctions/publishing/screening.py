"""The look at a public text before it may go out: nothing personal, and nobody who reported."""

from collections.abc import Iterable, Iterator

from domain.messages import msg
from domain.refusals import refuse
from domain.screening import personal_content
from domain.states.measures import Measure
from sanctions.publishing.protected import protected
from sanctions.reading import each
from sanctions.rules import agency_of
from sanctions.work import Work


def require_publishable(work: Work, text: str, institutions: Iterable[str], field: str | None = None) -> None:
    """Refuse ``publication.personal`` for a text with an ID number, a telephone number, a reporter or named staff.

    Whoever reported is recognised by keyed hashes; no identity is opened. The refusal never tells which of the three it
    was: whoever drafts must not learn who reported. The agency's own telephone number may stand.
    """
    wanted = sorted(set(institutions))
    own = agency_of(work.tx).telephone
    found = personal_content(text, own_telephone=own, names=_staff(work, wanted))
    named = protected(work.tx, lambda: work.key, wanted).stand_in(text, own_telephone=own)
    if found or named:
        raise refuse(
            "publication.personal",
            msg(
                "The text holds something that must not be public: an ID number, a telephone number other than the "
                "agency's, or the name of a person who must stay unknown. Take it out."
            ),
            work.rules.reason("provisions.publication-content"),
            work.rules.reason("provisions.reporter-secret"),
            field=field,
        )


def _staff(work: Work, institutions: list[str]) -> Iterator[str]:
    """Staff that measures on these institutions name (责任人员): they stand in the measure and in no public paper."""
    table = work.tx.table(Measure)
    for measure in each(work.tx, Measure, table.c.institution.in_(institutions), table.c.staff != "[]"):
        yield from measure.staff
