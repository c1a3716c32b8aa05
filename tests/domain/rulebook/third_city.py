"""A third city's pack as a test writes it from an outline of numbers: invented place, invented words."""

THIRD_CITY = """
id = "third-2025"
title = { zh = "丙市 2025", en = "Bing 2025" }
valid_from = 2025-01-01
valid_to = 2027-12-31

[place]
name = { zh = "丙市", en = "Bing" }
zone = "Asia/Shanghai"
agency = { zh = "丙市社保中心", en = "the Bing agency" }
department = { zh = "丙市人社局", en = "the Bing department" }
government = { zh = "丙市人民政府", en = "the Bing government" }

[notice]
title = "丙市工伤保险协议机构管理办法"
citation = "XX"

[measures.warning-talk]
clause = "XX 十九"
quote = "先行提醒谈话"
source_kind = "notice_literal"
text = { zh = "先行提醒谈话", en = "a reminding talk first" }
words = [{ zh = "提醒谈话", en = "reminding talk" }]

[measures.refuse-payment]
enabled = false

[measures.agreement-suspension]
clause = "XX 二十"
quote = "暂缓执行协议"
source_kind = "notice_literal"
text = { zh = "可以暂缓执行协议", en = "the agreement may be held over" }
enabled = true
words = [{ zh = "暂缓执行协议", en = "agreement held over" }]
order = 45

[grounds.xx-breach]
clause = "XX 二十一(三)"
quote = "一年内两次被提醒谈话仍不改正的，解除协议"
source_kind = "notice_literal"
text = { zh = "两次仍不改正，解除", en = "twice and not mended: rescinded" }
measures = ["termination"]
nature = "breach"
force = "mandatory"
end_kind = "rescission"
triggers = [{ recheck_during = "暂缓执行协议", force = "mandatory" }]

[publications.objective]
clause = "XX 二十三"
quote = "十个工作日内公布"
source_kind = "notice_literal"
label = { zh = "办法原文", en = "words of the measure" }
text = { zh = "十个工作日内公布", en = "published within 10 working days" }

[policies."publication.period"]
default = "10wd"
clause = "XX 二十三"
quote = "十个工作日内公布"
source_kind = "notice_literal"
text = { zh = "公布期限", en = "period of publication" }

[policies."bar.length"]
default = "3y"

[windows.application]
clause = "XX 五"
quote = "每年十一月至次年一月受理"
source_kind = "notice_literal"
text = { zh = "十一月至次年一月受理", en = "applications from November to January" }
services = ["medical"]
from_day = "11-01"
to_day = "01-31"
"""
