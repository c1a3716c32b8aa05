"""Made-up credit codes (统一社会信用代码) that pass the check of GB 32100."""

from collections.abc import Mapping
from random import Random
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MODULUS: Final = 31
_BODY: Final = 9
PREFIXES: Final[Mapping[str, str]] = {"public": "12", "private": "52", "company": "91"}
"""Form of an institution -> the first two characters of its code."""


def credit_code(form: str, area: str, chance: Random) -> str:
    """A code of invented digits for a form of institution and a six-digit area, with its true check character."""
    first = PREFIXES[form] + area + "".join(chance.choice(_ALPHABET) for _ in range(_BODY))
    return first + check_character(first)


def check_character(first: str) -> str:
    """The last character of a code from the seventeen before it: weights are powers of 3 modulo 31."""
    total = sum(_ALPHABET.index(char) * pow(3, place, _MODULUS) for place, char in enumerate(first))
    return _ALPHABET[-total % _MODULUS]
