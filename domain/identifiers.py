"""What institutions and our own records are called: credit codes, licence numbers, local codes, record ids."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.messages import Message, msg
from domain.refusals import Refused, refuse

CREDIT_CODE_LENGTH = 18
LICENCE_LENGTH = 22

# GB 32100: six digits of an area in the middle; the letters I, O, S, V and Z are never used. A body's first
# two characters may be letters (N and Y for rural collectives and others), which stdnum's own check refuses.
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_LETTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_AREA = range(2, 8)
_LOCAL_CODE = re.compile(r"L-([0-9]{4}|[1-9][0-9]{4,8})")
_LICENCE = re.compile(r"[0-9A-Z]{9}[0-9]{6}[0-9A-Z]{7}")
_SUBJECT_ID = re.compile(r"([A-Z]{2})-([1-9][0-9]{3})-([0-9]{4}|[1-9][0-9]{4,8})")
_HIGHEST_NUMBER = 999_999_999


class Prefix(StrEnum):
    """The two letters a record's id begins with, after the first sounds of its Chinese name."""

    COMPLAINT = "TS"  # 投诉
    INSPECTION = "JC"  # 检查
    CASE = "HC"  # 核查
    FINDING = "FX"  # 发现
    MEASURE = "CL"  # 处理
    PUBLICATION = "GB"  # 公布
    APPLICATION = "SQ"  # 申请
    ASSESSMENT = "KH"  # 考核
    EVENT = "SJ"  # 事件
    ATTACHMENT = "FJ"  # 附件
    DISPUTE = "ZY"  # 争议
    RECOVERY = "ZH"  # 追回
    TASK = "LS"  # 落实
    ROSTER = "MD"  # 名单
    SURVEY = "MY"  # 满意度
    DELEGATION = "WT"  # 委托
    HISTORY = "BS"  # 报送


@dataclass(frozen=True, slots=True, order=True)
class SubjectId:
    """A record's own id (编号), such as ``CL-2024-0003``: what it is, the year of its legal day, its number."""

    prefix: Prefix
    year: int
    number: int

    def __str__(self) -> str:
        return format_id(self.prefix, self.year, self.number)


def parse_credit_code(text: str, *, field: str = "code") -> str:
    """The unified social credit code (统一社会信用代码) in its one stored form: 18 characters, upper case.

    Spaces around it are dropped; nothing inside it is. Refused with ``value.credit_code``, naming whether the
    length, a character or the check digit is wrong, and never repeating what was entered. Source: GB 32100.
    """
    code = text.strip()
    if len(code) != CREDIT_CODE_LENGTH:
        raise _bad_code(
            msg(
                "Characters in the credit code: {count}; there must be {needed}. Copy it from the licence.",
                count=len(code),
                needed=CREDIT_CODE_LENGTH,
            ),
            field,
        )
    if code.isascii():
        code = code.upper()
    if not _CREDIT_CODE.fullmatch(code):
        raise _bad_code(_wrong_character(code), field)
    # Its import costs as much as a whole command, so only those who enter a code pay for it.
    from stdnum.cn import uscc

    if uscc.calc_check_digit(code) != code[-1]:
        raise _bad_code(
            msg(
                "The last character of the credit code does not match the others, "
                "so one of them is wrong. Compare it with the licence."
            ),
            field,
        )
    return code


def _wrong_character(code: str) -> Message:
    place = next(
        place for place, char in enumerate(code) if char not in _LETTERS or (place in _AREA and not char.isdigit())
    )
    if place in _AREA:
        return msg(
            "Character {place} of the credit code must be a digit: characters 3 to 8 are an area number.",
            place=place + 1,
        )
    return msg(
        "Character {place} of the credit code is not one it may have: digits, and letters other than I, O, S, V and Z.",
        place=place + 1,
    )


def _bad_code(message: Message, field: str) -> Refused:
    return refuse("value.credit_code", message, field=field)


def format_local_code(number: int) -> str:
    """The code of an institution that has no credit code (本地代码), such as ``L-0001``."""
    if not 0 < number <= _HIGHEST_NUMBER:
        raise ValueError("a local code's number is 1 or more")
    return f"L-{number:04d}"


def is_local_code(text: str) -> bool:
    """Whether this is a local code in its stored form."""
    match = _LOCAL_CODE.fullmatch(text)
    return match is not None and int(match[1]) > 0


def parse_institution_code(text: str, *, field: str = "code") -> str:
    """What an institution may be named by: its credit code, or a local code. Refused as a credit code is."""
    code = text.strip()
    if code[:2] in ("L-", "l-"):
        if is_local_code(code.upper()):
            return code.upper()
        raise _bad_code(msg("A local code is written like {example}.", example="L-0001"), field)
    return parse_credit_code(code, field=field)


def parse_licence(text: str) -> tuple[str, Message | None]:
    """A practice licence's number (医疗机构执业许可证登记号), and a warning where it looks wrong.

    Stored in upper case without spaces and hyphens. Today's numbers have 22 characters: 9 of the organisation,
    6 of the area, 2 of the economic type, 4 of the category, 1 of the management class. Older forms with 15
    or 18 are about, so nothing is refused here.
    """
    number = re.sub(r"[\s-]", "", text).upper()
    if len(number) != LICENCE_LENGTH:
        return number, msg(
            "Characters in the licence number: {count}; today's have {needed}. Kept as it is: "
            "compare it with the licence.",
            count=len(number),
            needed=LICENCE_LENGTH,
        )
    if not _LICENCE.fullmatch(number):
        return number, msg(
            "The licence number does not have the usual form (letters and digits, characters 10 to 15 digits). "
            "Kept as it is: compare it with the licence."
        )
    return number, None


def format_id(prefix: Prefix | str, year: int, number: int) -> str:
    """The id of a record, ``format_id("CL", 2024, 3)`` giving ``CL-2024-0003``.

    Raises ValueError for a prefix, year or number that no id has: these come from us, not from people.
    """
    if not (1000 <= year <= 9999 and 0 < number <= _HIGHEST_NUMBER):
        raise ValueError("an id needs a year of four digits and a number of 1 or more")
    return f"{Prefix(prefix)}-{year}-{number:04d}"


def parse_id(text: str, *prefixes: Prefix | str, field: str = "id") -> SubjectId:
    """Read an id as people write it: either case, spaces around it; only of the given prefixes if any are given.

    Refused with ``value.id``.
    """
    wanted = tuple(Prefix(prefix) for prefix in prefixes) or tuple(Prefix)
    match = _SUBJECT_ID.fullmatch(text.strip().upper()) if text.isascii() else None
    if match is None or match[1] not in wanted or int(match[3]) == 0:
        example = format_id(wanted[0], 2024, 3)
        if prefixes:
            message = msg("This is not the id wanted here. It is written like {example}.", example=example)
        else:
            message = msg("This is not an id. Ids are written like {example}.", example=example)
        raise refuse("value.id", message, field=field)
    return SubjectId(Prefix(match[1]), int(match[2]), int(match[3]))
