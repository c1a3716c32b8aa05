"""What a receipt of service (送达回证) must tell, by the way of service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendars.due import due
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.work import Work

_BY_HAND = ("direct", "left")
_SERVERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How a paper was served, as told by whoever records it."""

    method: str | None
    received: date
    number: str | None
    servers: Sequence[str]
    receiver: str | None
    post: str | None
    place: str | None
    time: str | None
    refused: str | None
    witness: str | None
    tracking: str | None
    to: str | None
    announced: date | None
    why: str | None

    def missing(self) -> tuple[Words, ...]:
        """What the receipt lacks; each only a warning, since the service itself may be good."""
        told: list[Words] = []
        by_hand = self.method in _BY_HAND
        if by_hand and len(set(self.servers)) < _SERVERS:
            told.append(msg("Two people serve a paper: name both with --server."))
        if self.method == "direct" and self.receiver is None:
            told.append(msg("Nobody is named as its receiver: --receiver and --post."))
        if self.method == "left" and self.witness is None and self.refused is None:
            told.append(msg("A paper left behind needs a witness, or why it was refused: --witness or --refused-why."))
        if self.method == "mail" and self.tracking is None:
            told.append(msg("Mail is proved by its tracking number: --tracking."))
        if self.method == "entrusted" and self.to is None:
            told.append(msg("It is not said who was entrusted with it: --to."))
        return tuple(told)


def check_receipt(work: Work, measure: Measure, receipt: Receipt, earliest: date) -> str | None:
    """Whether a paper that was there from `earliest` can have been received like this; gives its electronic address.

    Refused ``measure.service`` for a day before there was anything to serve, for an announcement without its reason
    or before its period is over, and for electronic service without an address confirmed in the agreement.
    """
    if receipt.received < earliest:
        raise refuse(
            "measure.service",
            msg(
                "It cannot be received on {received}: it was issued on {day}.",
                received=receipt.received,
                day=earliest,
            ),
            field="received",
        )
    if receipt.method == "announcement":
        _check_announced(work, receipt, earliest)
    elif receipt.announced is not None:
        raise refuse(
            "measure.service",
            msg("Only service by announcement has a day of announcement."),
            field="announced",
        )
    return _confirmed_address(work, measure) if receipt.method == "electronic" else None


def _check_announced(work: Work, receipt: Receipt, earliest: date) -> None:
    rule = work.rules.policy("service.announcement")
    if receipt.why is None:
        raise refuse(
            "measure.service",
            msg("An announcement is the last way. Say in --why what stood against the others."),
            rule.reason,
            field="why",
        )
    announced = receipt.announced or earliest
    if not earliest <= announced <= work.on:
        raise refuse(
            "measure.service",
            msg("It was announced between {first} and {last}. Check the day.", first=earliest, last=work.on),
            field="announced",
        )
    over = due(announced, work.rules.needed_period("service.announcement"), work.calendar).due
    if receipt.received < over:
        raise refuse(
            "measure.service",
            msg("Service by announcement takes effect when its period is over, on {day} at the earliest.", day=over),
            rule.reason,
            field="received",
        )


def _confirmed_address(work: Work, measure: Measure) -> str:
    table = work.tx.table(Agreement)
    found = work.tx.find(
        Agreement,
        table.c.institution == measure.institution,
        table.c.service.in_(measure.services),
        table.c.electronic,
        order=(table.c.from_day.desc(),),
        limit=1,
    )
    address = next((one.service_address for one in found), None)
    if address is None:
        raise refuse(
            "measure.service",
            msg(
                "No agreement confirms an address for electronic service. Record it with: "
                "agreement correct NO --service-address ADDRESS --electronic yes"
            ),
            field="method",
        )
    return address
