"""Export (导出) for an account that names no files: into its outbox, under a name of ours."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from console.tui.exports import Export
from console.tui.modals.export_choice import ExportChoice
from console.tui.session import Opened
from domain.messages import Words, msg

if TYPE_CHECKING:
    from console.outbox import Outbox


class OutboxForm(ExportChoice[str]):
    """Gives the name of the file once it is whole."""

    def __init__(self, exports: Sequence[Export], opened: Opened, outbox: "Callable[[], Outbox]") -> None:
        """`outbox` is asked in a thread: where it lies stands in a file."""
        super().__init__(exports, opened)
        self.outbox = outbox

    def hint(self) -> Words:
        """What to press."""
        if self.boundable:
            return msg("Enter writes it into your outbox; / bounds the record; Esc back")
        return msg("Enter writes it into your outbox; Esc back")

    def chosen_one(self) -> None:
        """Write it."""
        name = self.suggested
        self.write(lambda chunks: self.outbox().put(name, chunks).name)
