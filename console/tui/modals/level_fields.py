"""What a decision is asked for where the agency decides in levels: only what the level whose turn it is needs."""

from typing import TYPE_CHECKING

from console.tui.session import Trouble
from console.tui.widgets.preview import Preview
from domain.messages import Words
from domain.reasons import Reason

if TYPE_CHECKING:
    from console.tui.modals.act_form import ActForm

_DECISIONS = ("approve", "reject", "return", "resubmit")
LEVEL_FIELDS = frozenset({"opinion", "level", "behalf", "minutes", "minutes_file", "attendees", "term", "extended_to"})
"""Fields of deciding that are asked for only where the level whose turn it is needs them."""


def ask_what_waits(form: "ActForm") -> None:
    """In the form of a decision show what waits for it, and of the fields of levels those that are asked for."""
    if form.act.kind not in _DECISIONS or form.subject is None:
        return

    def waiting(answer: tuple[list[Words], list[Reason], frozenset[str]] | Trouble) -> None:
        if isinstance(answer, Trouble):
            return
        sentences, reasons, asked = answer
        form.fields.show(LEVEL_FIELDS, asked)
        if form.ready is None and not form.busy:
            form.query_one(Preview).show_pending(sentences, reasons)

    form.fields.show(LEVEL_FIELDS, frozenset())
    id, session = form.subject.id, form.desk.session
    form.ask(lambda: session.ask(lambda questions: questions.pending(id)), waiting, topic="pending")
