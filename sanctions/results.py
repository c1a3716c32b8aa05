"""What a use case answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from domain.messages import Words
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that was done.

    `id` is its subject, `data` further JSON keys with plain values (days as ISO text, money as decimal text).
    `effects` tell what it brings about, `warnings` what should give pause; both are shown before and after.
    `refused` is set when an attempt was turned away and yet kept (a barred application).
    `secret` holds JSON keys for this one answer: never stored, logged or shown by a rehearsal.
    """

    id: str
    status: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    effects: tuple[Words, ...] = ()
    warnings: tuple[Words, ...] = ()
    refused: Refusal | None = None
    repeated: bool = False
    secret: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """Which way through a list: sorted by `sort` (None as usual), `reverse` the other way round.

    A page lies behind a cursor unless it is asked for `before` one, as the `last` of all, or from the place of a record
    on: `at` is its id, and where there is none the list begins anew. `count` asks for no page but for how many records
    there are; with `before`, how many in front of that.
    """

    sort: str | None = None
    reverse: bool = False
    before: str | None = None
    last: bool = False
    at: str | None = None
    count: bool = False


FORWARD: Final = Way()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of records, the cursor behind its last one and, where the list knows the way back, before its first.

    `total` is only told where it was asked for.
    """

    items: list[dict[str, Any]]
    next: str | None = None
    previous: str | None = None
    total: int | None = None
