"""What a complaint's state holds: sealed pieces, those behind it by number, letters, what was told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPiece:
    """What was sealed: a ``text`` or a ``reporter``, its id, and the commitment that tells it was not swapped.

    `no` is the number of the reporter it came from.
    """

    id: str
    kind: str
    commitment: str
    no: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was sealed until then was erased for good (销毁): who asked, who approved, why, and how many pieces."""

    on: date
    by: str
    asked_by: str
    reason: str
    pieces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Informant:
    """Somebody behind a complaint (举报人), by number alone; who it is, is sealed.

    `known` tells whether somebody's file was sealed. `real_name` is yes, claimed or no; `wants_answer` and
    `may_disclose` are yes or no; all three None where nobody asked.
    """

    no: int
    since: date
    known: bool = False
    real_name: str | None = None
    wants_answer: str | None = None
    may_disclose: str | None = None

    @property
    def reachable(self) -> bool:
        """Whether there may be somebody to tell: known, or named, or asking for an answer."""
        return self.real_name != "no" and (self.known or self.real_name is not None or self.wants_answer == "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What was handed over in writing (书面移送): to whom, and what came back.

    `matter` is transfer, fraud-report or other; `receipt` the receipt as it was told, `result` what the other body
    decided.
    """

    no: int
    matter: str
    to: str
    sent_on: date
    reason: str
    number: str | None = None
    receipt: str | None = None
    receipt_on: date | None = None
    result: str | None = None
    result_no: str | None = None
    result_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told to whoever reported (告知), on which day and how; `to` are the numbers of those told."""

    on: date
    what: str
    how: str
    to: tuple[int, ...]
    number: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """Whether whoever reported is content (回访)."""

    on: date
    result: str
    to: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A complaint given back to whoever passed it on (退单), with the number of the order."""

    on: date
    reason: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time: the day before, the day now, and why."""

    on: date
    before: date | None
    until: date
    reason: str
    granted_by: str | None = None
