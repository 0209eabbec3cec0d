"""Invented businesses for the benchmarks: made by hashing, the same in every run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from quanheng.kernel.identifiers import uscc

HEADER = ("企业名称", "统一社会信用代码", "成立日期", "企业类型", "注册资本", "经营范围", "住所")
TOWNSHIPS = [
    *(
        "桃花源街道",
        "钟多街道",
        "龙潭镇",
        "麻旺镇",
        "酉酬镇",
        "大溪镇",
        "兴隆镇",
        "黑水镇",
        "丁市镇",
        "龚滩镇",
    ),
    *("李溪镇", "泔溪镇", "酉水河镇", "苍岭镇", "小河镇", "板溪镇", "涂市镇", "铜鼓镇", "五福镇", "万木镇"),
    *("南腰界镇", "可大乡", "偏柏乡", "木叶乡", "毛坝乡", "花田乡", "后坪乡", "天馆乡", "宜居乡", "两罾乡"),
    *("板桥乡", "官清乡", "车田乡", "腴地乡", "清泉乡", "庙溪乡", "浪坪乡", "双泉乡", "楠木乡"),
]
SIGNS = (
    "永兴隆福瑞祥和顺德昌盛茂源泰康宏达鑫旺丰裕吉庆安平广通"
    "明亮华美佳锦绣春秋山水云峰林森石金玉珠宝龙凤鹤松梅兰竹菊"
)
TRADES = (
    "商贸",
    "餐饮",
    "农业开发",
    "建材",
    "百货",
    "药房",
    "茶业",
    "运输",
    "建筑劳务",
    "电子商务",
    "养殖",
    "汽修",
)
FORMS = ("有限公司", "有限责任公司", "店", "经营部", "农民专业合作社", "超市")
TYPES = ("有限责任公司", "有限责任公司", "个体工商户", "个体工商户", "农民专业合作社", "个体工商户")
SCOPE = (
    "日用百货、五金交电、建筑材料、农副产品、预包装食品销售；餐饮服务"
    "【依法须经批准的项目，经相关部门批准后方可开展经营活动】"
)
SPREAD = 3**18
"""Serial numbers follow each other in no order, as in a real register, and none comes twice."""

ROADS = ("老街", "桃花源大道", "新民街", "中路", "复兴街", "场镇", "人民路", "滨河路")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """The first ``count`` invented businesses of Youyang, one in 500 with a wrong check sign."""
    for number in range(count):
        mix = int.from_bytes(sha256(f"business {number}".encode()).digest()[:16], "big")
        form = mix % 6
        mix, at = divmod(mix, 39 * 12 * 8)
        township, trade, road = TOWNSHIPS[at % 39], TRADES[at // 39 % 12], ROADS[at // 468]
        sign = "".join(SIGNS[(mix >> shift) % len(SIGNS)] for shift in (0, 8, 16))
        serial = f"{number * SPREAD % 10**8:08d}"
        code = uscc.make("92" if form in (2, 3, 5) else "91", "500242", serial)
        if number % 500 == 499:
            code = code[:17] + ("1" if code[17] != "1" else "2")
        days = f"{2000 + mix % 21}-{mix % 12 + 1:02d}-{mix % 28 + 1:02d}"
        yield (
            f"酉阳县{sign}{trade}{FORMS[form]}",
            code,
            days,
            TYPES[form],
            f"{(mix % 99 + 1) * 10}(万人民币元)",
            SCOPE,
            f"重庆市酉阳县{township}{road}{mix % 400 + 1}号",
        )


def write_csv(path: Path, count: int) -> None:
    """Write the invented businesses as a spreadsheet file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(count))
