"""Plain values of letters: texts, flags, lists and groups of them, always of one shape."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain]"
"""What a template may be filled with: nothing else ever reaches one."""

BLANK: Final = "________"
"""Where something is to be filled in by hand."""


def shaped(sample: Plain, given: Any) -> Plain:
    """What was gathered in the shape of a sample: each field there, empty where nothing was given.

    A list has the shape of its sample's first. KeyError for a field that the sample does not have: a template could
    not be checked against it. TypeError for a value of another kind.
    """
    if isinstance(sample, dict):
        return _group(sample, given if given is not None else {})
    if isinstance(sample, list):
        return [shaped(sample[0], one) for one in given or ()]
    if isinstance(sample, bool):
        return given is True
    if given is None:
        return ""
    if not isinstance(given, str):
        raise TypeError(f"a text was expected, not {type(given).__name__}")
    return given


def _group(sample: Mapping[str, Plain], given: Mapping[str, Any]) -> dict[str, Plain]:
    unknown = given.keys() - sample.keys()
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {name: shaped(part, given.get(name)) for name, part in sample.items()}


def fields(sample: Plain, name: str = "") -> list[str]:
    """The fields of a sample as a template names them: ``measure.word``, ``bills[].amount``."""
    if isinstance(sample, dict):
        return [one for key, part in sample.items() for one in fields(part, f"{name}.{key}" if name else key)]
    if isinstance(sample, list):
        return fields(sample[0], f"{name}[]")
    return [name]


def numbered(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their number in front (序号)."""
    return [{"no": str(number), **row} for number, row in enumerate(rows, start=1)]
