"""The wording of a public list follows how far each decision has come."""

from datetime import date

import pytest

from domain.announcements import Listed, Standing, announce, list_text, standing_of
from domain.rulebook.loader import load

DAY = date(2025, 3, 5)


@pytest.mark.parametrize(
    ("served", "begins", "standing"),
    [
        (None, None, Standing.SERVING),
        (date(2025, 3, 6), date(2025, 3, 6), Standing.SERVING),
        (DAY, date(2025, 3, 6), Standing.DECIDED),
        (DAY, DAY, Standing.IN_FORCE),
    ],
)
def test_in_force_is_said_only_once_it_is(served: date | None, begins: date | None, standing: Standing) -> None:
    assert standing_of(served, begins, DAY) is standing


def text(kind: str = "draft", standing: Standing | None = Standing.SERVING, note: str | None = "备注") -> str:
    words = load("zibo-2023").publication_words
    lines = [
        Listed("淄测一院", ("medical", "rehabilitation"), standing, DAY),
        Listed("淄测二院", ("device",), standing, DAY),
    ]
    return list_text(announce(words, lines, kind=kind, agency="测试机构", telephone="0533-1234567", note=note))


def test_a_list_names_what_is_public_and_nothing_else() -> None:
    assert text() == (
        "终止工伤保险服务协议机构名单\n\n"
        "1. 淄测一院  医疗、康复  决定已作出，送达中  决定日期 2025-03-05\n"
        "2. 淄测二院  辅助器具配置  决定已作出，送达中  决定日期 2025-03-05\n\n"
        "备注\n测试机构\n联系电话: 0533-1234567\n"
    )
    assert "已生效  协议终止日期 2025-03-05" in text(standing=Standing.IN_FORCE)


def test_a_later_version_says_what_it_is_with_its_remark() -> None:
    corrected = text("correction", note="名称有误")
    assert "(更正)" in corrected
    assert "说明: 名称有误" in corrected
    assert "说明" not in text("correction", note=None)
    withdrawn = text("withdrawal", None)
    assert "(撤回公布)" in withdrawn
    assert "1. 淄测一院  医疗、康复\n" in withdrawn
