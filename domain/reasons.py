"""Why an answer is what it is: clause, quoted words, where the rule comes from."""

from dataclasses import dataclass
from enum import StrEnum

from domain.messages import Words


class SourceKind(StrEnum):
    """Where a rule comes from; only the last two may be changed by an agency."""

    NOTICE_LITERAL = "notice_literal"
    NATIONAL_LAW = "national_law"
    AGREEMENT_CLAUSE = "agreement_clause"
    AGENCY_POLICY = "agency_policy"
    INFERRED = "inferred"

    @property
    def settable(self) -> bool:
        """Whether `policy set` may change a rule of this kind."""
        return self in (SourceKind.AGENCY_POLICY, SourceKind.INFERRED)


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of an answer.

    `clause` is a citation such as ``ZB 五(二)`` or a national article; `quote` holds the notice's own words
    and is None for anything but a notice; `text` tells the content in our words.
    """

    clause: str | None
    quote: str | None
    source_kind: SourceKind
    text: Words
