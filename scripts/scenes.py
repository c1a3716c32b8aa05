"""What the pages in docs/ show besides the chain: a page of the console each, reached on the sample by keys alone."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from console.tui.themes import USUAL, Look
from scripts.walk import SIZE, Stopped, walking

SUPERVISOR, AUDITOR = "张某", "吴某"
WIDE = (120, 36)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of a name, and the keys that lead to it from Today.

    ``=text`` types a text, ``=@n`` the n-th of `typed`. `shows` must stand on the screen in the end, and `typed` is
    what people write: both in each language. `empty` is shown where there is no database yet.
    """

    name: str
    keys: tuple[str, ...]
    shows: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    who: str = SUPERVISOR
    size: tuple[int, int] = SIZE
    look: Look = USUAL
    read_only: bool = False
    empty: bool = False

    def pressed(self, lang: str) -> tuple[str, ...]:
        """The keys in a language."""
        return tuple(f"={self.typed[lang][int(key[2:])]}" if key.startswith("=@") else key for key in self.keys)


def said(en: str, zh: str) -> Mapping[str, str]:
    """A text in both languages."""
    return {"en": en, "zh_CN": zh}


_INSTITUTION: Final = ("2", "slash", "=中心医院", "enter", "enter")
_PETITION: Final = ("2", "slash", "=同心医院", "enter", "enter", "a", "slash", "=complaint.log", "enter")
_FILLED: Final = (*_PETITION, "=@0", "tab", "=@1", "tab", "=@2", "tab", "=出院后仍有床位费", "tab")
_WRITTEN: Final = {"en": ("yesterday", "letter", "petition"), "zh_CN": ("昨天", "来信", "信访")}
_BULK: Final = ("3", "space", "space", "space", "a", "slash", "=task.add", "enter", "=@0", "f8")
_MONEY: Final = ("3", "slash", "=HC-2024-0030", "enter", "enter", *("tab",) * 5)
_CALENDAR: Final = ("5", "j", "j", "enter")

SCENES: Final = (
    Scene("search", ("f", "=床位", "enter"), said("Search: 床位", "检索: 床位")),
    Scene(
        "help",
        ("question_mark", "slash", "=@0"),
        said("Log a complaint", "登记投诉举报"),
        {"en": ("complaint",), "zh_CN": ("投诉",)},
    ),
    Scene("palette", ("colon", "=中心"), said("淄测中心医院", "淄测中心医院")),
    Scene("sorted", ("2", "slash", "=医院", "enter", "right", "right", "t"), said("Standing^", "时点资格^")),
    Scene("marked", ("3", "space", "space", "space"), said("3 marked", "已标记 3")),
    Scene("bulk", _BULK, said("F8 Do these 3", "F8 办理这 3 项"), {"en": ("Tell finance",), "zh_CN": ("通知财务",)}),
    Scene("mine", ("m",), said("mine", "本人")),
    Scene("form", _FILLED, said("by 2024-10-14", "至 2024-10-14"), _WRITTEN),
    Scene("drafts", (*_FILLED, "escape", "d"), said("Drafts: typed", "草稿：已填写"), _WRITTEN),
    Scene("draft-offer", (*_FILLED, "escape", "d", "enter"), said("Take up", "继续填写"), _WRITTEN),
    Scene("standing", (*_INSTITUTION, "s", "enter"), said("Departments stopped", "停止科室")),
    Scene("sheet", (*_INSTITUTION, "p"), said("Since 2022-09-30", "2022-09-30 以来")),
    Scene("time-line", (*_INSTITUTION, "plus", "plus"), said("3 months", "3 个月")),
    Scene("time-line-wide", _INSTITUTION, said("7 months", "7 个月"), size=WIDE),
    Scene("money", _MONEY, said("Still held", "未了结")),
    Scene("journal", ("5", "enter"), said("Sample made", "生成样例")),
    Scene("entry", ("5", "enter", "j", "enter"), said("Hash before", "前条哈希")),
    Scene("verified", ("5", "enter", "c"), said("1,720", "1,720"), who=AUDITOR),
    Scene("rulebook", ("5", "j", "enter"), said("Zibo 2023", "淄博 2023")),
    Scene("clause", ("5", "j", "enter", "slash", "=科室", "enter", "enter"), said("淄社保", "淄社保")),
    Scene("notice", ("5", "j", "enter", "enter"), said("2023-01-16", "2023-01-16")),
    Scene("calendar", _CALENDAR, said("Calendar 2024", "2024 年日历")),
    Scene("calendar-wide", _CALENDAR, said("2024-01", "2024-01"), size=WIDE),
    Scene("count", (*_CALENDAR, "plus", "=+20wd", "enter"), said("2024-11-01", "2024-11-01")),
    Scene("export", ("2", "x"), said("Export", "导出")),
    Scene("letters", ("j", "j", "j", "j", "w"), said("CL-2024-0049", "CL-2024-0049")),
    Scene("letter", ("j", "j", "j", "j", "w", "enter"), said("拟采取处理措施告知书", "拟采取处理措施告知书")),
    Scene("first-minutes", (), said("Found the agency", "设立经办机构"), empty=True),
    Scene("set-up", ("i",), said("Set up", "设置")),
    Scene(
        "settings",
        ("5", "slash", "=@0", "enter", "enter"),
        said("answer.period", "answer.period"),
        {"en": ("Settings",), "zh_CN": ("设置",)},
    ),
    Scene("read-only", ("2",), said("read-only", "只读"), who=AUDITOR, read_only=True),
    Scene("contrast", (), said("[1 Today]", "[1 待办]"), look=Look("contrast")),
    Scene("plain", ("2", "j"), said(">  淄测", ">  淄测"), look=Look(plain=True)),
    # The light colours leave the ground to the terminal, which a picture has not.
)
"""Every picture of a page by itself. Nothing is changed on the way: each begins on the same sample."""


async def draw(scene: Scene, database: Path, lang: str) -> None:
    """One picture; raises Stopped where the keys lead elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "none.db" if scene.empty else database
        async with walking(
            there,
            scene.who,
            lang,
            size=scene.size,
            look=scene.look,
            drafts_in=Path(folder) / "drafts",
            read_only=scene.read_only,
        ) as walk:
            await walk.press(*scene.pressed(lang))
            if scene.shows[lang] not in walk.text:
                raise Stopped(f"{scene.name}: {scene.shows[lang]} does not stand here\n{walk.text}")
            walk.draw(scene.name)


async def scenes(database: Path, lang: str) -> None:
    """Draw them all."""
    for scene in SCENES:
        await draw(scene, database, lang)
