"""What is found in a public text, and what is let stand."""

import pytest

from domain.screening import Personal, personal_content

OWN = "022-2345 6789"


def found(text: str, *names: str) -> set[Personal]:
    return set(personal_content(text, own_telephone=OWN, names=names))


@pytest.mark.parametrize(
    "text",
    [
        "证件11010519491231002X。",
        "证件11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-12-31-002X",
        # A wrong check digit is most likely a misprint of somebody's number.
        "110105194912310021",
        "1101\u200b0519491231002X",
    ],
)
def test_id_numbers(text: str) -> None:
    assert Personal.ID_NUMBER in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "电话：138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
        "0533-7654321",
        "(0533)7654321",
        "021 87654321",
        "4008123456",
        "400-812-3456",
        "87654321",
        "8765-4321",
    ],
)
def test_telephone_numbers(text: str) -> None:
    assert found(text) == {Personal.TELEPHONE}


@pytest.mark.parametrize(
    "text",
    [
        "022-2345 6789",
        "02223456789",
        "2345-6789",
        "决定日期 2024-09-06，协议终止日期 20240920",
        "淄社保发〔2023〕1号",
        "金额 126000.00 元",
        # A credit code is public.
        "52370300MJE000013R",
        "91120116MA06ABC11M",
        "共 12 家",
    ],
)
def test_what_may_stand(text: str) -> None:
    assert found(text) == set()


def test_names_are_found_however_they_are_spaced() -> None:
    assert found("感谢 欧阳 测试 的反映", "欧阳测试") == {Personal.NAME}
    assert found("阿依·古丽", "阿依古丽") == {Personal.NAME}
    assert found("thanks to john smith", "John Smith") == {Personal.NAME}
    assert found("测试医院", "欧阳测试", "王", "") == set()


def test_without_a_number_of_its_own_every_number_is_a_persons() -> None:
    assert personal_content(OWN, own_telephone=None, names=()) == {Personal.TELEPHONE}
