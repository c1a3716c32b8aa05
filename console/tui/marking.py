"""What marking (标记) does on a page: lines marked and unmarked, an act chosen for all of them, a line copied."""

from typing import TYPE_CHECKING

from console.tui.marks import MOST, Marked
from domain.messages import msg

if TYPE_CHECKING:
    from console.tui.screens.page import Page


def mark(page: "Page") -> None:
    """Mark or unmark the line under the cursor, and go on to the next."""
    if _told(page, page.marks.toggle(page.rows.current)):
        page.rows.action_move(1)


def mark_range(page: "Page") -> None:
    """Mark every line from the one marked last to the one under the cursor."""
    _told(page, page.marks.up_to(page.rows.current, page.rows.lines))


def mark_all(page: "Page") -> None:
    """Mark every line that is shown; says so where there is more than what is loaded."""
    if _told(page, page.marks.all(page.rows.lines)) and page.partial:
        page.desk.say(
            msg("Marked: the {n} lines loaded here. There are more; a filter shows fewer.", n=len(page.marks))
        )


def unmark(page: "Page") -> None:
    """Unmark everything."""
    page.marks.clear()
    show(page)


def show(page: "Page") -> None:
    """Draw the marks as they are now, and say how many."""
    page.rows.mark(page.marks.lines)
    page.tell_position()


def _told(page: "Page", done: Marked) -> bool:
    """Show what came of marking; whether anything did."""
    show(page)
    if done is Marked.NOTHING:
        page.desk.say(msg("Nothing here can be marked: acts are done on lines with a number or a name."))
    elif done is Marked.FULL:
        page.desk.say(msg("At most {most} can be marked at once. u unmarks all.", most=MOST), bad=True)
    return done is Marked.DONE


def choose_act(page: "Page") -> None:
    """An act for everything marked: chosen, filled in once, done one by one; what was not done stays marked."""
    from console.tui import flows
    from console.tui.bulk import Outcome
    from console.tui.modals.bulk_form import BulkForm
    from domain.acts import Act

    subjects = page.marks.subjects
    if len(subjects) == 1:
        # A form for one says more, and takes files too.
        flows.choose_act(page, subjects[0], None)
        return

    def done(outcomes: tuple[Outcome, ...] | None) -> None:
        if outcomes is None:
            return
        through = {(one.subject.noun, one.subject.id) for one in outcomes if one.refusal is None}
        page.marks.keep(one for one in subjects if (one.noun, one.id) not in through)
        show(page)
        page.load()

    def chosen(act: Act) -> None:
        page.desk.over(BulkForm(act, subjects, page.speech(msg("{n} marked", n=len(subjects))), page.seen), done)

    flows.choose_act_for(page, subjects, chosen)


def copy(page: "Page") -> None:
    """Copy the number of the line, or of the page; else the words of the line. Over SSH too, where allowed."""
    subject, line = page.here(), page.rows.current
    if line is not None and line.key and subject is not None:
        text = subject.id
    elif line is not None and any(cell.strip() for cell in line.cells):
        text = "  ".join(cell.strip() for cell in line.cells if cell.strip())
    elif subject is not None:
        text = subject.id
    else:
        page.desk.say(msg("There is nothing to copy on this line."))
        return
    page.app.copy_to_clipboard(text)
    page.desk.say(msg("Copied: {text}", text=text))
