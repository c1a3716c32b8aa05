"""Money: bills held by file, looked at again, released and paid; fees already paid that come back in parts."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.acts import Upload
from sanctions.sample.chains import Fault, Path, case_on, taken
from sanctions.sample.stage import Story
from sanctions.sample.world import World, step

_BILLS = (("GM-2402-003", "12000.00"), ("GM-2402-010", "8600.00"), ("GM-2403-001", "5400.00"))
_PAID_BEFORE = (("GM-2311-020", "9800.00"), ("GM-2312-004", "7200.00"))


def stories(world: World) -> Iterator[Story]:
    """One institution whose money goes every way there is."""
    held, refused = date(2024, 4, 8), date(2024, 6, 14)
    if world.has("payment-hold", held) and world.has("refuse-payment", refused):
        yield held_and_paid_back(world, held, refused)


def _file(world: World) -> Upload:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("bill", "department", "admission", "discharge", "declared", "wrong", "item"))
    department = world.of("debtor").departments[0]
    for bill, yuan in _BILLS:
        rows.writerow((bill, department, "2024-02-01", "2024-02-20", yuan, yuan, world.text("money.item")))
    return Upload(world.text("money.file"), out.getvalue().encode())


def held_and_paid_back(world: World, held: date, refused: date) -> Story:
    """Held by file, one bill released and paid, the rest refused; of what was paid before most came back."""
    of = world.of("debtor")
    fault = Fault("untrue-billing", "serious", amount="43000.00")
    case = yield from case_on(world, "debtor", world.after(held, -12), fault)
    hold = yield from taken(world, Path(held), case, of, "payment-hold", "hold", bills_file=_file(world))
    reason = world.text("money.review")
    told: dict[str, Any] = {"case": case, "measure": hold, "outcome": "continue", "reason": reason}
    yield step(date(2024, 5, 8), "zhang", "hold.review", **told)
    release, (first, _) = world.text("reasons.release"), _BILLS[0]
    yield step(date(2024, 5, 20), "zhang", "hold.release", case=case, bills=(first,), reason=release)
    yield step(date(2024, 5, 21), "zhao", "approve", id=case)
    paid = date(2024, 5, 28)
    yield step(paid, "li", "hold.pay", case=case, bills=(first,), paid=paid, voucher="付〔2024〕0528-3")
    bills = tuple(f"{bill}={yuan}" for bill, yuan in (*_BILLS[1:], *_PAID_BEFORE))
    skipped = world.text("reasons.skip")
    refusal = yield from taken(
        world, Path(refused), case, of, "refuse-payment", "refuse", bills=bills, skip_reason=skipped
    )
    day = world.after(refused, 2)
    rest = tuple(bill for bill, _ in _BILLS[1:])
    yield step(day, "zhang", "hold.refuse", case=case, bills=rest, measure=refusal)
    back = tuple(f"{bill}={yuan}" for bill, yuan in _PAID_BEFORE)
    recovery = (yield step(day, "zhang", "recovery.open", measure=refusal, bills=back)).id
    served = world.after(day, 1)
    yield step(served, "zhang", "recovery.demand", id=recovery, served=served)
    came = date(2024, 7, 1)
    told = {"way": "returned", "amount": "9800.00", "day": came, "voucher": "收〔2024〕0701-1"}
    yield step(came, "li", "recovery.enter", id=recovery, **told)
    came = date(2024, 7, 25)
    told = {"way": "offset", "amount": "3200.00", "day": came, "voucher": "抵〔2024〕0725-2"}
    yield step(came, "li", "recovery.enter", id=recovery, against=world.text("money.against"), **told)
    decided = date(2024, 8, 20)
    reason = world.text("money.decision")
    yield step(decided, "zhang", "recovery.decide", id=recovery, number="追〔2024〕2号", reason=reason)
    yield step(world.after(decided, 1), "zhao", "approve", id=recovery)
    served = world.after(decided, 3)
    yield step(served, "zhang", "recovery.serve", id=recovery, served=served)
