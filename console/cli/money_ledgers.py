"""Ledgers of money."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

_FROM = Field("from_day", msg("From"), "day", option="from")
_TO = Field("to_day", msg("To"), "day", option="to")
_INSTITUTION = Field("institution", msg("Institution"), "code", source="institutions")
_CHECK = Field("check", msg("Exit 3 when the two sides differ"), "flag")


def _money(
    look: "Look",
    *,
    case: str | None,
    institution: str | None,
    from_day: "date | None",
    to_day: "date | None",
    check: bool,
) -> Answer:
    from sanctions.money.ledger import money

    found = money(look.reader, on=look.on, case=case, institution=institution, from_day=from_day, to_day=to_day)
    balanced = found["balanced"]
    notes = (msg("Balanced to the fen."),) if balanced else (msg("It does not balance. Look at the checks."),)
    return Answer(found, status=3 if check and not balanced else 0, notes=notes, view=_sheet)


def _sheet(document: Mapping[str, Any], lang: str) -> str:
    """The sums; the checks only where one fails, what moved where a time was asked about."""
    from console.views import record

    hidden = {"checks"} if document["balanced"] else set()
    return record({name: value for name, value in document.items() if name not in hidden}, lang)


def _recoveries(
    look: "Look",
    *,
    institution: str | None,
    open_: bool,
    from_day: "date | None",
    to_day: "date | None",
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.money.recovery_ledger import recovery_ledger, recovery_totals

    found = recovery_ledger(
        look.reader,
        on=look.on,
        institution=institution,
        open_only=open_,
        from_day=from_day,
        to_day=to_day,
        limit=limit,
        after=after,
    )
    columns = ("number", "institution_name", "measure", "due", "returned", "offset", "open", "progress")
    answer = page("recoveries", found, *columns)
    if institution is None and not open_ and from_day is None and to_day is None:
        total = recovery_totals(look.reader, on=look.on)
        answer.document = {**answer.document, "total": total}
        answer.notes = (
            msg(
                "Recoveries: {recoveries}. Due {due}, returned {returned}, offset {offset}, open {open} yuan.",
                **{name: total[name] for name in ("recoveries", "due", "returned", "offset", "open")},
            ),
        )
    return answer


COMMANDS: tuple[Command, ...] = (
    Command(
        "ledger money",
        msg("Balance what was held, released, paid, refused, owed and recovered"),
        Field("case", msg("Case"), "subject", source="cases"),
        _INSTITUTION,
        _FROM,
        _TO,
        _CHECK,
        ON,
        run=_money,
        help=msg("Everything, or one case or institution; with --from also what moved since, by the day of the acts."),
    ),
    Command(
        "ledger recoveries",
        msg("List recoveries with what is due, returned, offset and open"),
        _INSTITUTION,
        Field("open_", msg("Only where something is open"), "flag", option="open"),
        _FROM,
        _TO,
        ON,
        *PAGE,
        run=_recoveries,
        help=msg("One row a recovery, first opened first; the days are those of opening."),
    ),
)
