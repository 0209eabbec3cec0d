"""Refusals 拒绝: how this platform says no.

A refusal is an answer, not a fault. The law or the bureau's policy says that something may not be done;
the person is told what was refused, by which article, and what to do instead (HOUSE, "Errors"). Edges
show it as a form error or as HTTP 409 (403 for `Forbidden`, 404 for `Missing`); it is never logged as
an error. Whatever is not a `Refused` is a bug.

A subclass is named after the fact that stands in the way:

>>> class HearingStillOpen(Refused):
...     '''The period for asking for a hearing has not run out 听证期限未满.'''
>>> try:
...     raise HearingStillOpen(
...         "当事人仍可要求听证，不能作出处罚决定",
...         cites="《行政处罚法》第六十四条",
...         instead="请在听证期限届满后再作出决定",
...     )
... except Refused as refused:
...     print(refused)
...     print(refused.as_dict()["cites"])
当事人仍可要求听证，不能作出处罚决定
《行政处罚法》第六十四条
"""

from __future__ import annotations


class Refused(Exception):
    """The law or our policy says no 不予办理.

    `says` is the sentence for the person, in Chinese; `cites` the article or rule; `instead` what to do
    instead; `field` the name of the form field at fault, empty when the whole act is refused.
    """

    def __init__(self, says: str, *, cites: str = "", instead: str = "", field: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.cites = cites
        self.instead = instead
        self.field = field

    def as_dict(self) -> dict[str, str]:
        """Return `says`, `cites`, `instead`, `field` for a page or a JSON answer."""
        return {"says": self.says, "cites": self.cites, "instead": self.instead, "field": self.field}


class Forbidden(Refused):
    """The person does not hold the right 无权办理; edges answer 403."""


class Missing(Refused):
    """There is no such record, or it is not in the person's area 查无此项; edges answer 404.

    Both cases carry the same sentence, so that nobody learns from it what exists elsewhere.
    """

    def __init__(
        self,
        says: str = "查无此项，或者不在您的管辖范围内",
        *,
        cites: str = "",
        instead: str = "",
        field: str = "",
    ) -> None:
        super().__init__(says, cites=cites, instead=instead, field=field)
