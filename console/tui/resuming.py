"""Entering and leaving a form without losing what was typed: its draft is offered, taken up, kept or thrown away."""

from typing import TYPE_CHECKING, Any, TypeAlias

from domain.messages import Message, msg

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from console.tui.modals.filling import Filling

    Form: TypeAlias = Filling[Any]


def resume(form: "Form", taken: "KeptDraft | None") -> None:
    """Fill in the draft that was taken up; else offer the one that stands. What is typed is kept from then on."""

    def found(draft: "KeptDraft | None") -> None:
        if taken is not None:
            _take_up(form, taken)
        if taken is not None or draft is None:
            form.keeper.go_on()
        else:
            _offer(form, draft)

    form.keeper.begin(found)


def _offer(form: "Form", draft: "KeptDraft") -> None:
    from console.tui.modals.draft_offer import DROP, TAKE, DraftOffer

    def answered(answer: str | None) -> None:
        if answer is None:
            # What would be typed now would take the place of the draft.
            form.finish(None)
            return
        if answer == TAKE:
            _take_up(form, draft)
        elif answer == DROP:
            form.keeper.forget()
        form.keeper.go_on()

    form.desk.over(DraftOffer(form.desk.speech(msg("There is a draft of this form")), draft), answered)


def _take_up(form: "Form", draft: "KeptDraft") -> None:
    form.fields.take_up(draft)
    if draft.seen is not None:
        # It was typed before the page was read that stands now.
        form.keeper.seen = draft.seen
    if any(field.shape == "file" for field in form.act.fields):
        form.desk.say(msg("Files are not kept in drafts. Name them again where they belong."))


def leave(form: "Form") -> None:
    """Close a form; what is typed stays as a draft. Where that cannot be, ask first."""
    if not form.fields.touched:
        form.keeper.keep_now()
        form.finish(None)
    elif form.keeper.keep_now():
        form.desk.say(msg("Kept as a draft. d lists the drafts; the same form offers it again."))
        form.finish(None)
    else:
        _ask(form, msg("Leave the form? What is typed here is not kept."))


def discard(form: "Form") -> None:
    """Close a form and keep nothing of it; ask first where something is typed."""
    if form.fields.touched:
        _ask(form, msg("Throw away what is typed here?"))
    else:
        form.keeper.drop()
        form.finish(None)


def _ask(form: "Form", question: Message) -> None:
    from console.tui.modals.confirm import Confirm

    def answered(go: bool | None) -> None:
        if go:
            form.keeper.drop()
            form.finish(None)

    form.desk.over(Confirm(form.desk.speech(msg("Back")), question, msg("Throw away")), answered)
