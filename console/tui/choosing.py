"""From what was typed to the choice that is meant, and back."""

from collections.abc import Sequence

from console.tui.sources import Choice
from console.tui.speech import Speech


def meant(typed: str, choices: Sequence[Choice], speech: Speech) -> str:
    """The value that typed text means: a value or label, or the only one that begins with or contains it."""
    text = typed.strip()
    if not text:
        return ""
    for choice in choices:
        if text == choice.value:
            return choice.value
    folded = text.casefold()
    labels = [(choice.value, speech(choice.label).casefold()) for choice in choices]
    for test in (
        lambda value, label: folded in (value.casefold(), label),
        lambda value, label: label.startswith(folded) or value.casefold().startswith(folded),
        lambda value, label: folded in label or folded in value.casefold(),
    ):
        found = [value for value, label in labels if test(value, label)]
        if len(found) == 1:
            return found[0]
    return text


def fitting(typed: str, choices: Sequence[Choice], speech: Speech) -> list[Choice]:
    """The choices whose value or label contains what is typed."""
    folded = typed.strip().casefold()
    return [one for one in choices if folded in one.value.casefold() or folded in speech(one.label).casefold()]


def told(value: str, choices: Sequence[Choice], speech: Speech) -> str:
    """What stands beside a value: its label and more, without repeating it."""
    for choice in choices:
        if choice.value == value:
            parts = (speech(choice.label), speech(choice.more))
            return "  ".join(part for part in dict.fromkeys(parts) if part and part != value)
    return ""


SEPARATORS = ";；、\n"
"""What stands between several values in one line; commas belong to amounts."""


def pieces(text: str) -> list[str]:
    """The values of a line that may hold several."""
    for mark in SEPARATORS[1:]:
        text = text.replace(mark, SEPARATORS[0])
    return [piece.strip() for piece in text.split(SEPARATORS[0]) if piece.strip()]
