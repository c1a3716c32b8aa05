"""Ledgers of money."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.answers import page
from console.cli.command import ON, Answer, Command
from console.cli.periods import FROM, INSTITUTION, PERIOD, TO, open_only
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

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


def _recoveries(look: "Look", **asked: Any) -> Answer:
    from sanctions.money.recovery_ledger import recovery_ledger, recovery_totals

    found = recovery_ledger(look.reader, on=look.on, **asked)
    columns = ("number", "institution_name", "measure", "due", "returned", "offset", "open", "progress")
    answer = page("recoveries", found, *columns)
    if not any(asked[name] for name in ("institution", "open_only", "from_day", "to_day")):
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
        INSTITUTION,
        FROM,
        TO,
        _CHECK,
        ON,
        run=_money,
        help=msg("Everything, or one case or institution; with --from also what moved since, by the day of the acts."),
    ),
    Command(
        "ledger recoveries",
        msg("List recoveries with what is due, returned, offset and open"),
        INSTITUTION,
        open_only(msg("Only where something is open")),
        *PERIOD,
        run=_recoveries,
        help=msg("One row a recovery, first opened first; the days are those of opening."),
    ),
)
