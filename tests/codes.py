"""Credit codes of institutions that do not exist: right in form, from a block of numbers nobody was given."""

from functools import cache

from stdnum.cn import uscc


@cache
def credit_code(number: int) -> str:
    """The `number`-th synthetic credit code (0 to 99,999,999)."""
    body = f"52370300{number:08d}X"
    return body + str(uscc.calc_check_digit(body))
