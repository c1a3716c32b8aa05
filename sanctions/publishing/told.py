"""What each step of a publication brings about, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.messages import Message, msg
from domain.states.measures import Measure
from domain.states.publications import Version


def once_approved(kind: str, listed: Sequence[Measure]) -> Message:
    """What the approval of a later version will bring."""
    if kind != "withdrawal":
        return msg("Once approved, the new text is published in place of the old one.")
    anew = _standing(listed)
    if not anew:
        return msg("Once approved, the list is taken back; nothing in it has to be published anew.")
    return msg("Once approved, the duty to publish {ids} runs again from the decision.", ids=anew)


def approved(version: Version, listed: Sequence[Measure], *, public: bool) -> Message:
    """What an approval brought; `public` tells whether the list stood in public before."""
    if version.kind != "withdrawal":
        return msg("The text is frozen. The publisher can now make it public.")
    if not public:
        return msg("The list is withdrawn; it never was public.")
    anew = _standing(listed)
    if not anew:
        return msg("The list is withdrawn. Record where the withdrawal stands.")
    return msg("The list is withdrawn; {ids} must be published anew. Record where the withdrawal stands.", ids=anew)


def in_public(kind: str, told: Mapping[str, Any]) -> Message:
    """What it means that a version now stands in public; a later version is no publication of its own."""
    late = told["late_by"]
    if kind == "correction":
        return msg("The corrected list stands in public. Whether it was on time stays as first judged.")
    if kind == "withdrawal":
        if told["due"] is None:
            return msg("The withdrawal stands in public.")
        if late is None:
            return msg("The withdrawal stands in public; no verdict on time yet.")
        if late:
            return msg("The withdrawal stands in public, late by working days: {days}.", days=late)
        return msg("The withdrawal stands in public, in time.")
    if late is None:
        return msg("Published; no verdict on time yet.")
    if late:
        return msg("Published late by working days: {days}.", days=late)
    return msg("Published on time.")


def _standing(listed: Sequence[Measure]) -> tuple[str, ...]:
    """Those that must be public: what was revoked need not be."""
    return tuple(measure.id for measure in listed if measure.end != "revoked")
