"""Bounding a record before it is written: a few fields that may all stay empty; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from console.tui.desk import Asker
from console.tui.history_bounds import BOUNDS
from console.tui.keeping import Keeper
from console.tui.modals.fields import Fields
from console.tui.modals.filling import Filling
from console.tui.session import Opened
from console.tui.sources import Choice
from domain.acts import Context
from domain.acts.fields import parse_field
from domain.messages import msg


class BoundsForm(Filling[Mapping[str, Any]]):
    """Gives what was filled in; nothing bounds where it is empty. None where it is left as it was."""

    AUTO_FOCUS = "Input"
    GO = msg("Take these bounds")
    acts: ClassVar[bool] = False

    def __init__(self, opened: Opened, given: Mapping[str, str], districts: Sequence[Choice]) -> None:
        super().__init__()
        self.act, self.opened = BOUNDS, opened
        self.ask = Asker(self)
        self.fields = Fields(BOUNDS, None, given, self.ask, opened, {"district": list(districts)})
        self.keeper = Keeper(self, self.fields, self.ask)

    @property
    def heading(self) -> str:
        """What is bounded."""
        return self.desk.speech(BOUNDS.label)

    def action_back(self) -> None:
        """Leave it as it was."""
        self.finish(None)

    def action_discard(self) -> None:
        """No bounds at all."""
        self.finish({})

    def action_submit(self) -> None:
        """Go on with what is filled in, once it means something."""
        if not self.fields.check():
            return
        context = Context(self.opened.today, self.opened.calendar)
        values = {row.field.name: parse_field(row.field, row.raw, context) for row in self.fields.rows}
        self.finish({name: value for name, value in values.items() if value is not None})
