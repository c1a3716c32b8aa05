"""The fields of a measure's letters, each with an example."""

from typing import Final

from sanctions.letters.values.common import AGREEMENT, BASIS, BILL, COMMON, REMEDY
from sanctions.letters.values.findings import FINDING
from sanctions.letters.values.papers import PAPERS
from sanctions.letters.values.plain import Plain

MEASURE: Final[dict[str, Plain]] = {
    **COMMON,
    "measure": {
        "id": "CL-2024-0001",
        "case": "HC-2024-0001",
        "kind": "termination",
        "word": "解除服务协议",
        "stage": "已送达",
        "standing": "已生效",
        "services": "医疗",
        "departments": "骨科",
        "staff": "张某",
        "reason": "经核查，你单位未按服务协议提供服务。",
        "skip_reason": "情节严重",
        "nature": "违反服务协议",
        "proposed_on": "2024年8月1日",
        "proposer": "李某",
        "decided_on": "2024年9月2日",
        "decided_by": "王某(代赵某)",
        "served_on": "2024年9月6日",
        "in_force_from": "2024年9月6日",
        "effective": "2024年9月6日",
        "until": "2024年12月5日",
        "rectify_by": "2024年10月15日",
        "ended_on": "2024年12月6日",
        "end": "已解除",
        "end_reason": "整改到位",
        "amount": "126,000.00元",
        "amount_capitals": "人民币壹拾贰万陆仟元整",
        "notice_no": "某社保告〔2024〕3号",
        "decision_no": "某社保决〔2024〕5号",
        "letter_no": "某社保移〔2024〕1号",
        "sent_to": "某市人力资源和社会保障局",
        "receipt": "回执〔2024〕1号",
        "ordered_no": "某人社监〔2024〕9号",
        "ordered_until": "2025年2月28日",
        "urgent": "存在重大风险",
        "agreed_by": "王某",
        "agreed_on": "2024年8月1日",
        "contested": True,
    },
    "findings": [FINDING],
    "found_amount": "126,000.00元",
    "basis": [BASIS],
    "clause": {"clause": "第十二条", "quote": "乙方违反本协议的，甲方可以解除协议。"},
    "agreements": [AGREEMENT],
    "bills": [BILL],
    "bill_count": "1",
    "hold": {
        "held": "126,000.00元",
        "released": "100,000.00元",
        "released_capitals": "人民币壹拾万元整",
        "refused": "26,000.00元",
        "still_held": "0.00元",
        "paid": "100,000.00元",
        "review_period": "30日",
        "bills": [
            {
                "no": "1",
                "bill": "JS-0001",
                "department": "骨科",
                "held": "12,000.00元",
                "released": "10,000.00元",
                "refused": "2,000.00元",
                "paid": "10,000.00元",
            }
        ],
    },
    "defence": {
        "period": "5个工作日",
        "until": "2024年8月15日",
        "outcome": "提出陈述申辩",
        "heard": True,
        "on": "2024年8月12日",
        "text": "我单位对部分费用有异议。",
        "adopted": "部分采纳",
        "reply": "经复核，相关费用已核减。",
    },
    "remedy": REMEDY,
    "bar": {"statement": "因违约被解除服务协议的，1年内再次申请同类协议的，不予受理。", "until": "2025年9月2日"},
    "problems": [{"no": "1", "text": "收费公示不全", "provision": "服务协议第八条", "closed_on": "2024年10月10日"}],
    "extensions": [{"before": "2024年10月8日", "until": "2024年10月15日", "reason": "设备采购"}],
    "patients": [
        {"no": "1", "number": "0001", "initials": "Z", "department": "骨科", "decision": "转院", "to": "某某医院"}
    ],
    "inpatients": "1",
    **PAPERS,
}
