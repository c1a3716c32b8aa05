"""The one form of an act on several subjects: filled in once, for all that is marked."""

from collections.abc import Sequence
from uuid import uuid4

from console.tui.bulk import Batch, Outcome, unfit_as_filled
from console.tui.desk import Asker
from console.tui.keeping import Keeper
from console.tui.modals.act_form import LEVEL_FIELDS
from console.tui.modals.bulk_run import BulkRun
from console.tui.modals.fields import Fields
from console.tui.modals.filling import Filling
from console.tui.modals.handing_in import PREVIEW
from console.tui.resuming import resume
from console.tui.session import Trouble
from console.tui.subjects import Subject
from domain.acts import Act
from domain.messages import Words, msg

DECIDING = ("approve", "reject", "return", "resubmit")
Waiting = dict[str, tuple[list[Words], frozenset[str]]]


class BulkForm(Filling[tuple[Outcome, ...]]):
    """Fill in, F8 rehearses the act on each. Gives what came of each, None when nothing was done."""

    AUTO_FOCUS = "Input, TextArea, Toggle, #submit"
    GO = PREVIEW

    def __init__(self, act: Act, subjects: Sequence[Subject], marked: str, seen: int | None = None) -> None:
        """`marked` tells how many there are, in the place of a number; `seen` is as in the form of one."""
        super().__init__()
        self.act, self.subjects, self.marked = act, tuple(subjects), marked
        self.ask = Asker(self)
        self.waiting: Waiting = {}
        self.fields = Fields(act, Subject(self.subjects[0].noun, "", None, marked), {}, self.ask)
        self.keeper = Keeper(self, self.fields, self.ask, seen)

    @property
    def heading(self) -> str:
        """Which act, and on how many."""
        say = self.desk.speech
        return say(msg("Act: {act}", act=self.act.label)) + f"  {self.marked}"

    def on_mount(self) -> None:
        """Files go to one subject each, and what a level asks for is asked only where one of them needs it."""
        files = frozenset(field.name for field in self.act.fields if field.shape == "file")
        self.fields.show(files, frozenset())
        if self.act.kind in DECIDING:
            self.fields.show(LEVEL_FIELDS, frozenset())
            ids, session = [one.id for one in self.subjects], self.desk.session

            def look() -> Waiting:
                return session.ask(lambda questions: {id: questions.pending(id)[::2] for id in ids})

            self.ask(look, self._found_waiting, topic="pending")
        resume(self, None)

    def _found_waiting(self, answer: Waiting | Trouble) -> None:
        if isinstance(answer, Trouble):
            self.desk.say(answer.message, bad=True)
            return
        self.waiting = answer
        asked = frozenset(name for _, fields in answer.values() for name in fields)
        self.fields.show(LEVEL_FIELDS, asked - {"minutes_file"})

    # Leaving and going on

    def action_submit(self) -> None:
        """Rehearse it on each, then show what came of it."""
        if not self.fields.check():
            return
        draft = self.fields.draft
        unfit = unfit_as_filled(draft)
        if unfit is not None:
            self.desk.say(unfit, bad=True)
            return

        def ran(outcomes: tuple[Outcome, ...] | None) -> None:
            if outcomes is not None:
                self.keeper.drop()
                self.finish(outcomes)

        batch = Batch(draft, self.subjects, f"bulk-{uuid4()}", self.keeper.seen)
        self.desk.over(BulkRun(self.heading, batch, {id: told for id, (told, _) in self.waiting.items()}), ran)
