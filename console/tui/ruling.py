"""From a reason to its rule: wherever a reason is shown, Enter on it opens the rule it was made of."""

from typing import Any

from textual.screen import Screen

from console.tui.desk import Asker, desk_of
from console.tui.session import Trouble
from console.tui.widgets.columns import Line
from domain.reasons import Reason

KEY = "rule_of"
"""Where a line keeps its reason."""


def reason_of(line: Line) -> Reason | None:
    """The reason a line is part of."""
    found = line.record.get(KEY)
    return found if isinstance(found, Reason) else None


def open_rule(screen: Screen[Any], ask: Asker, reason: Reason) -> None:
    """The rule behind a reason, over a screen that asks by `ask`; what is in no rulebook is said so."""
    desk = desk_of(screen)
    session = desk.session

    def heard(answer: tuple[str, str] | Trouble) -> None:
        from console.tui.screens.clause import ClausePage

        if isinstance(answer, Trouble):
            desk.say(answer.message, bad=True)
        else:
            digest, address = answer
            desk.over(ClausePage(address, digest))

    ask(lambda: session.ask(lambda questions: questions.rule_of(reason)), heard, topic="rule")
