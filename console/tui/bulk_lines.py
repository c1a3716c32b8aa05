"""An act on several subjects as lines: what it would bring about, and afterwards what came of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from rich.cells import cell_len

from console.tui.bulk import Batch, Outcome, effects
from console.tui.cells import wrap
from console.tui.codes import word
from console.tui.naming import in_labels
from console.tui.record_lines import WHOLE
from console.tui.speech import Speech
from console.tui.subjects import Subject
from console.tui.widgets.columns import Line
from domain.messages import Message, Words, msg
from sanctions.results import Done


def rehearsed(
    batch: Batch,
    outcomes: Sequence[Outcome],
    waiting: Mapping[str, Sequence[Words]],
    made: Collection[str],
    say: Speech,
    width: int,
) -> list[Line]:
    """What would be done, what that brings about, and what is refused and why; `made` as `effects` takes it."""
    will = [one for one in outcomes if one.refusal is None]
    lines: list[Line] = []
    told_effects = effects(will, say, made)
    if told_effects:
        lines += _heading(msg("Once done"), say)
        for sentence, ids, warning in told_effects:
            told = in_labels(sentence, batch.draft.act, say)
            sign = " ! " if warning else " - "
            if len(ids) == len(will):
                lines += _wrapped(sign, told, width)
            elif len(ids) == 1:
                lines += _wrapped(sign, told if told.startswith(ids[0]) else f"{ids[0]}: {told}", width)
            else:
                lines += _wrapped(sign, say(msg("{n} of them: {sentence}", n=len(ids), sentence=told)), width)
                lines += _wrapped("     ", say(ids), width)
    lines += _refused(batch, outcomes, say, width)
    if will:
        lines += _heading(msg("One by one"), say)
    for one in will:
        lines += _done(one, " - ", say, width)
        for words in waiting.get(one.subject.id, ()):
            lines += _wrapped("     ", say(words), width)
    return lines


def reported(batch: Batch, outcomes: Sequence[Outcome], say: Speech, width: int) -> list[Line]:
    """What was refused and why, what was not tried, what was done."""
    lines = _refused(batch, outcomes, say, width)
    tried = {one.subject.id for one in outcomes}
    left = [one for one in batch.subjects if one.id not in tried]
    if left:
        lines += _heading(msg("Not tried"), say)
        for subject in left:
            lines += _wrapped("   ", _named(subject, say), width)
    done = [one for one in outcomes if one.refusal is None]
    if done:
        lines += _heading(msg("Done"), say)
    for one in done:
        lines += _done(one, "   ", say, width)
    return lines


def _done(one: Outcome, sign: str, say: Speech, width: int) -> list[Line]:
    """A subject, and how it stands once it is done."""
    assert isinstance(one.answer, Done)
    status = say(word("status", one.answer.status)) if one.answer.status else ""
    return _wrapped(sign, "  ".join(part for part in (_named(one.subject, say), status) if part), width)


def _refused(batch: Batch, outcomes: Iterable[Outcome], say: Speech, width: int) -> list[Line]:
    lines: list[Line] = []
    for one in outcomes:
        if one.refusal is None:
            continue
        why = in_labels(say(one.refusal), batch.draft.act, say)
        if not lines:
            lines += _heading(msg("Not done, and why"), say)
        lines += _wrapped(" x ", f"{_named(one.subject, say)}: {why}", width, tone="bad")
    return lines


def _named(subject: Subject, say: Speech) -> str:
    return f"{say(subject.id)} {say(subject.name)}".strip()


def _heading(words: Message, say: Speech) -> list[Line]:
    return [Line("", (say(words),), heading=True, columns=WHOLE)]


def _wrapped(sign: str, text: str, width: int, tone: str = "") -> list[Line]:
    indent = cell_len(sign)
    pieces = wrap(text, max(width - indent - 1, 10))
    return [
        Line("", ((sign if n == 0 else " " * indent) + piece,), tone=tone, columns=WHOLE)
        for n, piece in enumerate(pieces)
    ]
