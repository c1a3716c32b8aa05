"""The text of a bar (限制说明): the pack's template with what the agency has published filled in."""

from datetime import date

from domain.calendars.periods import Period
from domain.messages import Bilingual

_UNITS = {
    "wd": ("个工作日", "working days"),
    "d": ("日", "days"),
    "m": ("个月", "months"),
    "y": ("年", "years"),
}


def period_words(period: Period) -> Bilingual:
    """A period in words: 1年, 1 year."""
    zh, en = _UNITS[period.unit]
    return Bilingual(f"{period.n}{zh}", f"{period.n} {en[:-1] if period.n == 1 else en}")


def statement(
    template: Bilingual | None,
    length: Period,
    document: str | None,
    published_on: date | None,
    basis: Bilingual,
    missing: Bilingual,
) -> Bilingual | None:
    """The template filled in; a basis that was not published is said to be missing, never left blank."""
    if template is None:
        return None
    words = period_words(length)
    if document is None or published_on is None:
        return Bilingual(_fill(template.zh, words.zh, missing.zh), _fill(template.en, words.en, missing.en))
    zh_day = f"{published_on:%Y}年{published_on.month}月{published_on.day}日"
    zh = basis.zh.replace("{published_on}", zh_day).replace("{document}", document)
    en = basis.en.replace("{published_on}", published_on.isoformat()).replace("{document}", document)
    return Bilingual(_fill(template.zh, words.zh, zh), _fill(template.en, words.en, en))


def _fill(template: str, length: str, basis: str) -> str:
    # The basis names the agency's own document, which may hold braces: it goes in last and is not read again.
    return template.replace("{length}", length).replace("{basis}", basis)
