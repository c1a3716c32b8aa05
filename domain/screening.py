"""What must not stand in a public text (公布内容审查): ID numbers, telephone numbers, names that are kept secret."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

_GAP = r"[ \-–—.·/]?"
_ID_NUMBER = re.compile(
    rf"(?<![0-9A-Z])[1-9]\d{{5}}{_GAP}(\d{{4}}){_GAP}(\d{{2}}){_GAP}(\d{{2}}){_GAP}\d{{3}}[0-9X](?![0-9A-Z])"
)
# Groups of digits with single separators between them, as telephone numbers are written.
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)[(]?0\d{2,3}[)]?[ \-–—]{0,3}\d{3,4}[ \-–—]?\d{4}(?!\d)")
_SERVICE_LINE = re.compile(rf"(?<!\d)[48]00{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)")
# Between letters it is a part of a code, not a number to call.
_LOCAL = re.compile(r"(?<![0-9A-Z\-–—])[2-8]\d{2,3}[ \-–—]?\d{4}(?![0-9A-Z\-–—])")
_NUMBERS = re.compile(r"\d(?:[ \-–—.·/()+]{0,3}\d)*")
_SHORTEST_NAME = 2
_SHORTEST_NUMBER = 10


class Personal(StrEnum):
    """What kind of thing was found; a name is never told apart from the others to the outside."""

    ID_NUMBER = "id-number"
    TELEPHONE = "telephone"
    NAME = "name"


def plain_form(text: str) -> str:
    """The text as it is compared: compatibility forms folded, invisible characters gone, capitals."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cf", "Mn")).upper()


def personal_content(text: str, *, own_telephone: str | None, names: Iterable[str]) -> frozenset[Personal]:
    """What a public text holds that it must not (政府信息公开条例 15).

    `own_telephone` is the agency's own number, which may stand; `names` are those kept secret. A name of one
    character is passed over: it would be found everywhere.
    """
    form = plain_form(text)
    found = set()
    if any(_is_day(*match.groups()) for match in _ID_NUMBER.finditer(form)):
        found.add(Personal.ID_NUMBER)
    own = _digits(plain_form(own_telephone or ""))
    if any(not _is_own(match.group(), own) for match in _telephones(form)):
        found.add(Personal.TELEPHONE)
    if holds_name(text, names):
        found.add(Personal.NAME)
    return frozenset(found)


def holds_name(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in a text, however it is spaced; one of a single character is passed over."""
    kept = [name for name in (_closed(plain_form(name)) for name in names) if len(name) >= _SHORTEST_NAME]
    if not kept:
        return False
    closed = _closed(plain_form(text))
    return any(name in closed for name in kept)


def identifying(told: Mapping[str, object]) -> dict[str, list[str]]:
    """What tells who somebody is, in the forms in which texts are compared: `name`, and `number` of telephone and ID.

    Shorter ones than a name of two characters and a number of ten digits stand in any text by chance.
    """
    numbers = (_digits(plain_form(str(told.get(key) or ""))) for key in ("phone", "id_number"))
    name = _closed(plain_form(str(told.get("name") or "")))
    return {
        "name": [name] if len(name) >= _SHORTEST_NAME else [],
        "number": [number for number in numbers if len(number) >= _SHORTEST_NUMBER],
    }


def forms_of(text: str) -> dict[str, list[str]]:
    """A text in those forms: all of it without its spaces, and the numbers in it without their separators."""
    form = plain_form(text)
    return {"name": [_closed(form)], "number": [_digits(match.group()) for match in _NUMBERS.finditer(form)]}


def _telephones(form: str) -> Iterable["re.Match[str]"]:
    for pattern in (_MOBILE, _LANDLINE, _SERVICE_LINE):
        yield from pattern.finditer(form)
    for match in _LOCAL.finditer(form):
        digits = _digits(match.group())
        # Eight digits are often a day written without hyphens.
        if not (len(digits) == 8 and _is_day(digits[:4], digits[4:6], digits[6:])):
            yield match


def _is_own(found: str, own: str) -> bool:
    digits = _digits(found)
    return bool(own) and (digits == own or (len(digits) >= 7 and own.endswith(digits)))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return 1900 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _closed(form: str) -> str:
    return "".join(char for char in form if not char.isspace() and char != "·")
