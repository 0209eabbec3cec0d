"""Which number is this 号码识别: the column of codes in an import sheet holds more than one kind."""

from __future__ import annotations

from quanheng.kernel.identifiers import registration_number, uscc
from quanheng.kernel.identifiers.verdict import Status, Verdict, digits_only, tidy

NOT_YET_UNIFIED = "为原15位注册号，尚未换发统一社会信用代码"


def business_code(text: str) -> Verdict:
    """Judge what stands in the column of a business's code: a unified social credit code or its forerunner.

    `kind` says which: `uscc` or `registration_number`. A 15-digit registration number is always flagged,
    even with a right check digit: it is kept, and the unified code has still to be found. Whatever is
    neither 18 signs nor 15 digits is judged as a unified code and so invalid.

    >>> business_code("91500118450646677X").kind
    'uscc'
    >>> business_code("110108000000016").reason
    '为原15位注册号，尚未换发统一社会信用代码'
    >>> business_code("3203212100644").reason
    '统一社会信用代码应为18位，实为13位，可能是更早的13位注册号'
    """
    verdict = uscc.check(text)
    if verdict.status is not Status.INVALID:
        return verdict
    number = tidy(text)
    if len(number) != 15 or not digits_only(number):
        return verdict
    old = registration_number.check(number)
    reason = "；".join(part for part in (NOT_YET_UNIFIED, old.reason) if part)
    return Verdict(Status.FLAGGED, old.value, reason, old.kind)
