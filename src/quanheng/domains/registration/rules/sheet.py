"""The sheet of businesses 经营主体表: its columns, with the headings that registers and bureaus use."""

from __future__ import annotations

from quanheng.domains.registration.rules.rows import prepare
from quanheng.platform.tables.sheet import Column, Sheet

BUSINESSES = Sheet(
    key="registration.businesses",
    title="经营主体名录",
    required=("code", "name"),
    prepare=prepare,
    columns=(
        Column(
            "code",
            "统一社会信用代码",
            (
                "社会信用代码",
                "信用代码",
                "统一代码",
                "统一社会信用代码/注册号",
                "注册号/统一社会信用代码",
                "代码",
            ),
            example="91500118450646677X",
            note="18位；只有15位注册号的填注册号",
        ),
        Column(
            "name",
            "企业名称",
            (
                "名称",
                "市场主体名称",
                "经营主体名称",
                "主体名称",
                "单位名称",
                "字号名称",
                "公司名称",
                "商户名称",
            ),
            example="酉阳县某某商贸有限公司",
        ),
        Column("old_number", "注册号", ("工商注册号", "原注册号", "企业注册号"), example="500242000001234"),
        Column(
            "established_on",
            "成立日期",
            ("成立时间", "注册日期", "登记日期", "设立日期", "开业日期"),
            example="2021-03-05",
        ),
        Column(
            "type_text",
            "企业类型",
            ("市场主体类型", "经营主体类型", "主体类型", "类型", "公司类型", "经济性质"),
            example="有限责任公司",
        ),
        Column(
            "capital_text",
            "注册资本",
            ("注册资金", "出资额", "资金数额", "注册资本(金)", "成员出资总额"),
            example="300(万人民币元)",
        ),
        Column(
            "capital_wan", "注册资本(万元)", ("注册资金(万元)", "出资额(万元)"), note="只填数字时用这一列"
        ),
        Column("scope", "经营范围", ("经营范围及方式", "业务范围", "主营业务"), example="食品销售；餐饮服务"),
        Column(
            "address",
            "住所",
            (
                "地址",
                "经营场所",
                "住所(经营场所)",
                "注册地址",
                "企业地址",
                "主要经营场所",
                "经营地址",
                "详细地址",
            ),
            example="重庆市酉阳县龙潭镇老街1号",
        ),
        Column(
            "state",
            "登记状态",
            ("经营状态", "企业状态", "主体状态", "状态", "市场主体状态", "经营主体状态"),
            example="存续",
        ),
        Column(
            "ended_on",
            "注销吊销日期",
            ("注销日期", "吊销日期", "注(吊)销日期", "核销日期"),
            example="2022-01-31",
        ),
        Column(
            "township",
            "所属乡镇街道",
            ("乡镇街道", "乡镇", "所属乡镇", "所属街道", "属地", "管辖乡镇", "镇街", "乡镇(街道)"),
            example="龙潭镇",
            note="不填则从住所识别",
        ),
        Column(
            "trade",
            "行业代码",
            ("行业", "国民经济行业", "国民经济行业代码", "所属行业", "行业分类"),
            example="F5212",
            note="GB/T 4754-2017 的代码或名称",
        ),
        Column(
            "former_names", "曾用名", ("曾用名称", "原名称"), example="酉阳县某某商店", note="多个用顿号分开"
        ),
        Column("tags", "标签", ("监管标签", "类别标签"), example="重点食品", note="多个用顿号分开"),
        Column("contact_name", "联系人", ("联络员", "企业联系人"), example="张三"),
        Column("contact_phone", "联系电话", ("电话", "手机", "联系方式", "手机号码"), example="023-75550000"),
    ),
)
