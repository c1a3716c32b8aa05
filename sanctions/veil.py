"""What lists tell of matters that are shut to whoever reads them (回避): numbers and names, never texts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from domain.messages import Bilingual, Message, msg
from sanctions.results import Listing

SHUT: Final = msg("shut to you")

_TEXTS = frozenset(
    {
        *("summary", "text", "reason", "skip_reason", "end_reason", "note", "opinion", "words", "what", "result"),
        *("problem", "provision", "reply", "body", "snippet", "conclusion", "progress", "proposal", "answer"),
        "problems",
    }
)
"""Keys under which records tell of a matter in words."""


def veiled(answer: Any, shut: frozenset[str]) -> Any:
    """An answer in which the lines of these institutions keep number, name and days, and lose their texts.

    Anything but mappings, lists and listings comes back as it is.
    """
    if not shut:
        return answer
    if isinstance(answer, Listing):
        return replace(answer, items=[veiled(one, shut) for one in answer.items])
    if type(answer) in (list, tuple):
        return type(answer)(veiled(one, shut) for one in answer)
    if isinstance(answer, Mapping):
        if _institution(answer) in shut:
            return {key: _without_texts(key, value) for key, value in answer.items()} | {"shut": True}
        return {key: veiled(value, shut) for key, value in answer.items()}
    return answer


def _institution(record: Mapping[str, Any]) -> Any:
    told = record.get("institution") or record.get("institution_code") or record.get("code")
    return told.get("code") if isinstance(told, Mapping) else told


def _without_texts(key: str, value: Any) -> Any:
    if key == "reasons":
        return ()
    if key not in _TEXTS:
        return value
    if isinstance(value, (list, tuple)):
        return type(value)()
    return SHUT if isinstance(value, (str, Message, Bilingual)) and value else value
