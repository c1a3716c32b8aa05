"""Levels of approval (审批层级): who decides one after the other, where an agency wants more than one person."""

from enum import StrEnum
from typing import Final

from domain.messages import Message, msg


class Level(StrEnum):
    """A level above whoever asks; an operator may hold several, nobody takes two of one request."""

    SECTION_HEAD = "section-head"
    LEGAL = "legal"
    LEADER = "leader"
    DISCUSSION = "discussion"
    HEAD = "head"


LEVEL_WORDS: Final[dict[str, Message]] = {
    Level.SECTION_HEAD: msg("section head"),
    Level.LEGAL: msg("legal review"),
    Level.LEADER: msg("leader in charge"),
    Level.DISCUSSION: msg("collective discussion"),
    Level.HEAD: msg("head of the agency"),
}
"""What each level is called, in the usual order."""

ONE_PERSON: Final = "none"
"""How an agency writes that one approver is enough."""


def read_chain(text: str) -> tuple[str, ...] | None:
    """The levels written ``section-head,legal,head``; empty for one approver, None for what is no chain."""
    if text == ONE_PERSON:
        return ()
    levels = tuple(part.strip() for part in text.replace("，", ",").replace("、", ",").split(","))
    if not all(level in LEVEL_WORDS for level in levels) or len(set(levels)) != len(levels):
        return None
    return levels


def level_word(level: str) -> Message:
    """What a level is called; a level a later program knows is told by its key."""
    return LEVEL_WORDS.get(level) or msg("{level}", level=level)
