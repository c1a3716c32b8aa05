"""Letters about what is looked at: chosen from those that fit, then read in a box."""

from typing import TYPE_CHECKING

from console.tui.subjects import Subject
from console.tui.widgets.columns import Column, Line
from domain.messages import Message, msg

if TYPE_CHECKING:
    from console.tui.answers.letters import Fitting
    from console.tui.questions import Questions
    from console.tui.screens.page import Page
    from sanctions.letters.making import Made

_COLUMNS = (Column(None, 30, grow=1), Column(None, 22, drop=1))


def letters(page: "Page") -> None:
    """A menu of the letters that fit the line and the page, and the one chosen."""
    if page.desk.opened is None:
        return
    templates = page.desk.session.templates
    here = {one.id: one for one in (page.here(), page.own_subject()) if one is not None}

    def question(questions: "Questions") -> "tuple[Fitting, ...]":
        from console.tui.answers.letters import fitting

        return fitting(questions.reader, here.values(), questions.today, templates)

    def show(found: "tuple[Fitting, ...]") -> None:
        if not found:
            page.desk.say(
                msg("No letters about this. Choose a measure, a case, an inspection, a complaint or the like.")
            )
        elif not any(one.letters for one in found):
            page.desk.say(msg("No letter fits {subject} as it stands.", subject=found[0].subject.id))
        elif page.is_current:
            _choose(page, found)

    page.inquire(question, show, topic="letters")


def _choose(page: "Page", found: "tuple[Fitting, ...]") -> None:
    """What fits, under the number of each subject where there are several."""
    from console.tui.modals.pick import Pick

    say, lines = page.speech, []
    fitting = [one for one in found if one.letters]
    chosen_by: dict[str, tuple[Subject, str, Message]] = {}
    for one in fitting:
        if len(fitting) > 1:
            lines.append(Line("", (say(one.subject.id), ""), heading=True))
        for letter, word, whose in one.letters:
            key = f"{one.subject.id} {letter}"
            chosen_by[key] = (one.subject, letter, word)
            lines.append(Line(key, (say(word), say(msg("the agency's own")) if whose == "agency" else "")))

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            _read(page, *chosen_by[keys[0]])

    about = f": {say(fitting[0].subject.id)}" if len(fitting) == 1 else ""
    page.desk.over(Pick(say(msg("Letters and forms")) + about, lines, _COLUMNS), chosen)


def _read(page: "Page", subject: Subject, letter: str, word: Message) -> None:
    """One letter in a box, as it would be written today."""
    templates = page.desk.session.templates

    def question(questions: "Questions") -> "Made":
        from console.tui.answers.letters import made

        return made(questions.reader, letter, subject.id, questions.today, templates, None)

    def show(one: "Made") -> None:
        from console.tui.modals.letter import LetterBox

        if page.is_current:
            page.desk.over(LetterBox(page, subject, word, one))

    page.inquire(question, show, topic="letters")
