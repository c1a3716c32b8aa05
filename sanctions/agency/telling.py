"""A problem with a store, as checks tell it."""

from typing import Any

from domain.messages import Message

Problem = dict[str, Any]
"""With `code`, the `subject` it is about (None for the whole) and `message`."""


def problem(code: str, subject: str | None, message: Message) -> Problem:
    """One problem."""
    return {"code": code, "subject": subject, "message": message}
