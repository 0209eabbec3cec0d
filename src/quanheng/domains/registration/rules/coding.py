"""Making a unified code 赋码规则: category and authority, then the authority's own segment and a serial.

The nine signs of the subject (GB 11714) are one series for all categories, because they are unique among all
subjects whatever their category.

>>> code_of("92", "500242", "MAQ", 1), code_of("91", "500242", "MAQ", 32)
('92500242MAQ0000126', '91500242MAQ000119L')
"""

from __future__ import annotations

from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.identifiers import uscc
from quanheng.kernel.refusal import Refused

SEGMENT = "MAQ"
"""The beginning used until the authority enters the segment it was allotted 码段."""
SUBJECT_SIGNS, SEGMENT_SIGNS = 8, 5

CATEGORY: dict[str, str] = {Kind.INDIVIDUAL: "92", Kind.COOPERATIVE: "93"}
ENTERPRISE = "91"


class SegmentSpent(Refused):
    """The authority has given out every code of its segment 码段已用完."""


class SegmentInUse(Refused):
    """Codes were given out from another segment that is not used up 码段在用."""


def last_serial(segment: str) -> int:
    """The last serial that a segment has room for.

    >>> last_serial("MAQ"), last_serial("MAQ12")
    (28629150, 29790)
    """
    return int(len(uscc.SIGNS) ** (SUBJECT_SIGNS - len(segment))) - 1


def require_segment(segment: str) -> str:
    """A segment as it is kept: one to five signs of a unified code, in capitals. Raises ``Refused``."""
    kept = segment.strip().upper()
    if not 1 <= len(kept) <= SEGMENT_SIGNS or set(kept) - set(uscc.SIGNS):
        raise Refused(
            f"码段须为1到{SEGMENT_SIGNS}位数字或者大写字母，不用I、O、S、V、Z。",
            cites="《法人和其他组织统一社会信用代码编码规则》（GB 32100-2015）",
            instead="请按分配通知上的码段填写。",
            field="segment",
        )
    return kept


def category_of(kind: str) -> str:
    """Department and category of a code by the kind of business (GB 32100-2015)."""
    return CATEGORY.get(kind, ENTERPRISE)


def code_of(category: str, authority: str, segment: str, serial: int) -> str:
    """The code of a serial. Raises ``SegmentSpent``."""
    width = SUBJECT_SIGNS - len(segment)
    signs = ""
    rest = serial
    for _ in range(width):
        rest, digit = divmod(rest, len(uscc.SIGNS))
        signs = uscc.SIGNS[digit] + signs
    if rest:
        raise SegmentSpent("本登记机关的统一社会信用代码码段已经用完。", instead="请申请新的码段。")
    return uscc.make(category, authority, segment + signs)
