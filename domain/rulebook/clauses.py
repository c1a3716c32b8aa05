"""Citations (条款): one spelling for half- and full-width forms, so that either finds the rule."""

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
_NO_SPACE = str.maketrans("", "", " ")


def normal(clause: str) -> str:
    """The citation in one spelling: half-width marks, no blanks, Latin letters in capitals.

    ``ZB 五（二）`` and ``zb五(二)`` become ``ZB五(二)``.
    """
    return clause.translate(_WIDE).translate(_NO_SPACE).upper()


def same(one: str, other: str) -> bool:
    """Whether two citations name the same clause."""
    return normal(one) == normal(other)
