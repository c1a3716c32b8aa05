"""Languages: sentences as values become text in Chinese or English.

The catalogues are gettext's, read straight from their sources: nothing has to be compiled before a fresh clone
speaks Chinese, and what is translated is what stands in the file.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from domain.messages import Bilingual, Message, Param, Words

CHINESE, ENGLISH = "zh_CN", "en"
LANGUAGES = (CHINESE, ENGLISH)
_LOCALE = __file__.removesuffix("i18n.py") + "locale"
SEPARATORS = {CHINESE: "、", ENGLISH: ", "}
_BETWEEN = {CHINESE: "", ENGLISH: " "}
_STOPS = {CHINESE: "。", ENGLISH: "."}
_ENDS = ("。", "！", "？", ".", "!", "?")


def language_named(name: str) -> str | None:
    """The language meant by ``zh_CN``, ``zh-Hans``, ``zh_CN.UTF-8``, ``en_GB``; None for any other."""
    main = name.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    return {"zh": CHINESE, "en": ENGLISH}.get(main)


def render(words: Words, lang: str) -> str:
    """The text of words in a language, with what people wrote made visible in it."""
    if isinstance(words, Bilingual):
        return _shown(words.zh if lang == CHINESE else words.en, keep_newlines=True)
    template = catalogue(lang).get(words.template, words.template) if lang != ENGLISH else words.template
    try:
        return template.format_map(_Params(words, lang))
    except (ValueError, IndexError):
        return template


def sentences(parts: Iterable[Words], lang: str) -> str:
    """Words one after the other as whole sentences, each with its full stop."""
    ended = [text if text.endswith(_ENDS) else text + _STOPS[lang] for part in parts if (text := render(part, lang))]
    return _BETWEEN[lang].join(text[:1].upper() + text[1:] for text in ended)


class _Params(dict[str, str]):
    """A message's parameters, each rendered when the template asks for it; an unknown one stays as it is written."""

    def __init__(self, message: Message, lang: str) -> None:
        super().__init__()
        self._message = message
        self._lang = lang

    def __missing__(self, name: str) -> str:
        if name not in self._message.params:
            return f"{{{name}}}"
        return _param(self._message.params[name], self._lang)


def _param(value: Param, lang: str) -> str:
    if isinstance(value, (Message, Bilingual)):
        return render(value, lang)
    if isinstance(value, tuple):
        parts = [_param(part, lang) for part in value]
        # Whole sentences follow one another; words are set apart.
        ended = len(parts) > 1 and all(part.endswith(_ENDS) for part in parts)
        return (_BETWEEN if ended else SEPARATORS)[lang].join(parts)
    if isinstance(value, date):
        return value.isoformat()
    return _shown(str(value))


def _shown(text: str, *, keep_newlines: bool = False) -> str:
    if text.isascii() and text.isprintable():
        return text
    from domain.text import visible

    return visible(text, keep_newlines=keep_newlines)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """What a language's catalogue says, by English template; empty where there is none."""
    try:
        # Not through pathlib, whose import costs as much as the whole catalogue.
        with open(f"{_LOCALE}/{lang}/LC_MESSAGES/jiandu.po", encoding="utf-8") as file:  # noqa: PTH123
            return parse_catalogue(file.read())
    except FileNotFoundError:
        return {}


def parse_catalogue(text: str) -> dict[str, str]:
    """The finished entries of a gettext catalogue: translated, neither fuzzy nor obsolete."""
    entries: dict[str, str] = {}
    for block in text.split("\n\n"):
        comments, _, rest = block.partition('msgid "')
        source, _, target = rest.partition('\nmsgstr "')
        if comments.endswith("#~ ") or _fuzzy(comments):
            continue
        # The entry without a source is the header.
        if (translated := _unquoted(target)) and (template := _unquoted(source)):
            entries[template] = translated
    return entries


def _fuzzy(comments: str) -> bool:
    return "#," in comments and any(line.startswith("#,") and "fuzzy" in line for line in comments.splitlines())


def _unquoted(text: str) -> str:
    """What stands between the quotes of one or several lines."""
    text = text.strip().removesuffix('"').replace('"\n"', "")
    if "\\" not in text:
        return text
    return text.replace("\\\\", "\0").replace('\\"', '"').replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
