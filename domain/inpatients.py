"""How an injured worker in the house (在院工伤职工) is named here: a hospital number and initials, nothing else."""

import re
import unicodedata

from domain.messages import msg
from domain.refusals import refuse

_NUMBER = re.compile(r"[A-Z0-9](?:[A-Z0-9./_-]{0,38}[A-Z0-9])?")
_INITIALS = re.compile(r"[A-Z]{1,4}")
# Identity numbers of both lengths, and numbers of mobile telephones: these name a person.
_PERSONAL = re.compile(r"\d{15}|\d{17}[\dX]|(?:86)?1[3-9]\d{9}")


def parse_hospital_number(text: str, *, field: str) -> str:
    """A hospital number in capitals; refused ``inpatient.number`` for names and numbers of persons."""
    number = unicodedata.normalize("NFKC", text).strip().upper()
    if not _NUMBER.fullmatch(number) or not any(sign.isdigit() for sign in number):
        raise refuse(
            "inpatient.number",
            msg("Give the hospital number in letters and digits, such as 2025-0117; no names stand here."),
            field=field,
        )
    if _PERSONAL.fullmatch(re.sub(r"[^A-Z0-9]", "", number)):
        raise refuse(
            "inpatient.number",
            msg("This looks like an identity or telephone number. Give the hospital number instead."),
            field=field,
        )
    return number


def parse_initials(text: str, *, field: str) -> str:
    """One to four Latin letters in capitals; refused ``inpatient.initials`` for anything else."""
    initials = re.sub(r"[.\s]", "", unicodedata.normalize("NFKC", text)).upper()
    if not _INITIALS.fullmatch(initials):
        raise refuse(
            "inpatient.initials",
            msg("Give one to four Latin letters for the name, such as LZ; no names stand here."),
            field=field,
        )
    return initials
