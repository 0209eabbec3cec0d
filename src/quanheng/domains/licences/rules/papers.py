"""Which papers an application is handed in with 申请材料: the list of ``law/papers.csv``.

What the platform makes itself (the application form) or can look up (the business licence) nobody brings.

>>> [paper.key for paper in papers("food_business", "new") if paper.required]
['layout', 'rules']
>>> [paper.key for paper in lacking("food_business", "new", ["catering_management"], handed_in=["rules"])]
[]
>>> lacking("food_business", "new", ["hot"], handed_in=["rules"])[0].name
'主要设备设施、经营布局、操作流程等文件'
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quanheng.domains.licences.rules.provisions import rows

OTHER = "other"
OTHER_SAYS = "其他材料"


@dataclass(frozen=True)
class Paper:
    """One kind of paper: its key, its name, whether it must be there, for which items not, the article."""

    key: str
    name: str
    required: bool
    spared: frozenset[str]
    cites: str


def papers(kind: str, purpose: str) -> list[Paper]:
    """The papers of an application, in the order of the article."""
    return [
        Paper(
            row["key"], row["name"], row["required"] == "yes", frozenset(row["spared"].split()), row["cites"]
        )
        for row in rows("papers")
        if row["kind"] == kind and row["purpose"] == purpose
    ]


def paper_names(kind: str, purpose: str) -> dict[str, str]:
    """What may be handed in, by key; always also something else."""
    return {paper.key: paper.name for paper in papers(kind, purpose)} | {OTHER: OTHER_SAYS}


def lacking(kind: str, purpose: str, items: Collection[str], *, handed_in: Collection[str]) -> list[Paper]:
    """The papers that must be there and are not."""
    chosen = set(items)
    return [
        paper
        for paper in papers(kind, purpose)
        if paper.required and paper.key not in handed_in and not (chosen and chosen <= paper.spared)
    ]
