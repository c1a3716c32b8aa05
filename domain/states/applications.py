"""Applications (申请) for an agreement; refused attempts are kept."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State
from domain.states.stays import SetAside, taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(State):
    """An application or a refused attempt at one, with the code of the refusal.

    `bar` is the first of the `bars` it met. `set_aside` is the dispute by which a refusal fell.
    """

    service: str
    filed_on: date
    status: str
    reason: str | None = None
    refusal: str | None = None
    bar: str | None = None
    bars: tuple[str, ...] = ()
    set_aside: SetAside | None = None
    ended_on: date | None = None


APPLICATION = Aggregate("application", "SQ", Application)


@APPLICATION.starts("application.file", "application.refuse")
def _file(entry: Entry) -> Application:
    return Application(
        id=entry.subject,
        institution=entry.institution,
        service=entry.text("service"),
        filed_on=entry.on,
        status="filed" if entry.kind == "application.file" else "refused",
        reason=entry.maybe("reason"),
        refusal=entry.maybe("refusal"),
        bar=entry.maybe("bar"),
        bars=entry.many("bars"),
    )


@APPLICATION.on("application.withdraw")
def _withdraw(application: Application, entry: Entry) -> Application:
    return replace(application, status="withdrawn", ended_on=entry.on)


@APPLICATION.on("application.reinstate")
def _reinstate(application: Application, entry: Entry) -> Application:
    return replace(application, status="filed", refusal=None, set_aside=taken_back(entry))
