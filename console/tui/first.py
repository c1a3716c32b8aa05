"""The first minutes (开始使用): what stands already, and what to do next, asked of the store in a thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.tui.questions import Questions
from console.tui.session import Session, Trouble
from domain.messages import Message, Words, msg
from domain.refusals import Refused

if TYPE_CHECKING:
    from console.tui.screens.page import Page
    from domain.states.core import State


_FIRST = ("institution.import", "operator.add")
"""Where nobody did either, everything is still to be done."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do once. `act` is the act that does it, `area` where else it is done."""

    label: Message
    done: bool
    how: Words
    act: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where somebody stands: the steps, or why there is nothing to work with.

    `foundable` tells that nothing stands at the address yet, `login` the system account that nobody here has.
    """

    steps: list[Step] = field(default_factory=list)
    trouble: Words | None = None
    foundable: bool = False
    stranger: bool = False
    login: str | None = None

    @property
    def new(self) -> bool:
        """Whether it is worth being shown without having been asked for."""
        just_founded = bool(self.steps) and not any(step.done for step in self.steps if step.act in _FIRST)
        return self.foundable or self.stranger or just_founded


def situation(session: Session) -> Situation:
    """Where whoever started the console stands."""
    from db.errors import StoreError

    try:
        _ = session.open()
    except Refused as refused:
        if not refused.refusal.code.startswith("operator."):
            raise
        from console.session import system_login

        return Situation(trouble=refused.refusal.message, stranger=True, login=system_login())
    except StoreError as error:
        return Situation(trouble=error.message, foundable=_nothing_at(session.url))
    return Situation(steps=session.ask(_steps))


def _nothing_at(address: str) -> bool:
    from db.engine import make_engine, normalise_url
    from db.errors import StoreError
    from db.identify import Found, identify

    engine = make_engine(normalise_url(address))
    try:
        return identify(engine).found in (Found.MISSING, Found.EMPTY)
    except StoreError:
        return False
    finally:
        engine.dispose()


def _steps(questions: Questions) -> list[Step]:
    """What an agency needs before its first case."""
    from domain.calendars.model import Calendar
    from domain.roles import Role
    from domain.states.institutions import Agreement, Institution

    people = questions.operators()
    me = questions.opened.person
    others = [one for one in people if one.person != me]
    decides = any(Role.APPROVER in one.roles for one in others)
    calendar: Calendar = questions.opened.calendar
    year = questions.today.year
    return [
        Step(
            msg("Bring in the institutions"),
            _any(questions, Institution),
            msg("From a CSV or XLSX file, or one by one."),
            act="institution.import",
        ),
        Step(
            msg("Add somebody who approves"),
            decides,
            msg("Who proposes may not decide: another person."),
            act="operator.add",
        ),
        Step(
            msg("Sign the agreements in"),
            _any(questions, Agreement),
            msg("On an institution: a, Sign an agreement."),
            area="institutions",
        ),
        Step(
            msg("Holidays of {year}", year=year),
            any(one.year == year for one in calendar.arrangements),
            msg("Until then due dates are provisional."),
            act="calendar.import",
        ),
    ]


def _any(questions: Questions, state: "type[State]") -> bool:
    return bool(questions.reader.find(state, limit=1))


def look(page: "Page", show: Callable[[], None]) -> None:
    """See in a thread whether anything was done yet; if nothing was, `show` while the page is still in front."""
    session = page.desk.session

    def found(answer: Situation | Trouble) -> None:
        if isinstance(answer, Situation) and answer.new and page.desk.screen is page:
            show()

    page.ask(lambda: situation(session), found, topic="first")
