"""What was sealed, opened for this one look: shown in a box and kept nowhere."""

from collections.abc import Mapping
from typing import Any

from console.tui.modals.reading import Reading
from console.tui.record_lines import field_lines
from console.tui.speech import Speech
from domain.messages import msg
from sanctions.results import Done


def opened_secret(done: Done, speech: Speech) -> Reading:
    """The box with what an act has opened."""
    told = {key: _told(value, speech) for key, value in done.secret.items()}
    title = speech(msg("{id}, opened; that is on record for good", id=done.id))
    return Reading(title, lambda width: field_lines(told, speech, width))


def _told(value: Any, speech: Speech) -> Any:
    """Files as text where they are text; others are for the command that saves them."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return speech(msg("Not a text. To keep the file, use the command: attach open"))
    if isinstance(value, Mapping):
        return [value]
    return value
