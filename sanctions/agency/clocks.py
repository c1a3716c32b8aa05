"""Confirming a clock (时钟确认): the act from which on recording goes by the clock again."""

from domain.acts.clocks import CLOCK_CONFIRM
from domain.messages import msg
from domain.refusals import refuse
from domain.states.agency import AGENCY_ID
from sanctions.clocks import behind
from sanctions.handlers import handles
from sanctions.results import Done
from sanctions.work import Work


@handles(CLOCK_CONFIRM)
def confirm(work: Work, *, reason: str) -> Done:
    """Record that the clock is right although the record is ahead of it; refused ``already`` where it is not."""
    last = behind(work.tx, work.now)
    if last is None:
        raise refuse("already", msg("The clock is not behind the record, so there is nothing to confirm."))
    work.follow("clock.confirm", AGENCY_ID, {"last": last, "reason": reason})
    return Done(
        id=AGENCY_ID,
        data={"last": last},
        effects=(
            msg("Acts are recorded again, by the clock as it is now."),
            msg("Acts that were recorded with the wrong time stay as they are; correct what rests on their days."),
        ),
    )
