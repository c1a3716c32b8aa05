"""Words that papers may not use yet (对外用语): fraud is determined by the department, not by the agency."""

from domain.rulebook.clauses import normal

_ACCUSING = ("骗保", "骗取")


def accuses(text: str) -> bool:
    """Whether a text says that the fund was defrauded (工伤保险条例 60: only the department determines that)."""
    plain = normal(text)
    return any(word in plain for word in _ACCUSING)
