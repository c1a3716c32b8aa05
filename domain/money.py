"""Money (金额): integer fen inside, yuan with two places outside. No floats anywhere."""

import re

from domain.messages import Words, msg
from domain.refusals import refuse

LIMIT_FEN = 10**13
"""Amounts stay below this, so that sums of them stay well inside a 64-bit column."""

# Only these: folding every compatibility form would also read a superscript or a circled digit as a digit.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


def parse_yuan(text: str, *, field: str = "amount", label: Words | None = None) -> int:
    """Fen from yuan as people write them: ``1234.5``, ``1,234.50``, full-width digits and comma too.

    Refused with ``value.money``: a sign, an exponent, more than two decimals, commas not in threes, an amount
    of ``LIMIT_FEN`` or more. Zero is an amount; whoever needs more than zero says so. `label` is what the
    field is called in the refusal, its name where none is given.
    """
    name = field if label is None else label
    match = _AMOUNT.fullmatch(text.strip().translate(_FULL_WIDTH))
    if match is None:
        raise refuse(
            "value.money",
            msg(
                "{field} is not an amount of money. Write yuan like {example}, without a sign.",
                field=name,
                example="1234.50",
            ),
            field=field,
        )
    decimals = match[2] or ""
    if len(decimals) > 2:
        raise refuse(
            "value.money",
            msg("{field} has more than two decimals. The smallest amount is 0.01 yuan.", field=name),
            field=field,
        )
    whole = match[1].replace(",", "").lstrip("0")
    # Judged by length first: reading a number of a million digits is work for nothing.
    if len(whole) + 2 > len(str(LIMIT_FEN - 1)):
        raise refuse(
            "value.money",
            msg("{field} is too large. It must be below {limit} yuan.", field=name, limit=grouped(LIMIT_FEN)),
            field=field,
        )
    return int(whole + decimals.ljust(2, "0"))


def yuan(fen: int) -> str:
    """Yuan with two places and nothing else, for JSON and CSV: ``126000.00``."""
    return _written(fen, "")


def grouped(fen: int) -> str:
    """Yuan with two places and commas, for people: ``126,000.00``."""
    return _written(fen, ",")


def _written(fen: int, comma: str) -> str:
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:{comma}}.{cents:02d}"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ((10**8, "亿"), (10**4, "万"))


def capitals(fen: int) -> str:
    """The amount in Chinese capitals (大写金额) as vouchers write it: ``壹拾贰万陆仟元整``, ``伍元零叁分``.

    ``整`` stands behind whole yuan and whole jiao. A negative amount begins with ``负``.
    """
    whole, cents = divmod(abs(fen), 100)
    jiao, fens = divmod(cents, 10)
    told = f"{_whole_in_capitals(whole)}元" if whole else ""
    if jiao:
        told += f"{_DIGITS[jiao]}角"
    elif fens and whole:
        told += "零"
    told += f"{_DIGITS[fens]}分" if fens else "整"
    if not whole and not cents:
        told = "零元整"
    return f"负{told}" if fen < 0 else told


def _whole_in_capitals(whole: int) -> str:
    for size, word in _GROUPS:
        if whole >= size:
            high, low = divmod(whole, size)
            told = _whole_in_capitals(high) + word
            if not low:
                return told
            # A place left empty right behind the word is told once.
            return told + (_DIGITS[0] if low < size // 10 else "") + _whole_in_capitals(low)
    return _group_in_capitals(whole)


def _group_in_capitals(group: int) -> str:
    told, gap = "", False
    for at in range(len(_PLACES) - 1, -1, -1):
        digit = group // 10**at % 10
        if not digit:
            gap = bool(told)
            continue
        told += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[at]
        gap = False
    return told
