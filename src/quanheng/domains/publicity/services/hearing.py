"""What publicity does when it hears a fact 收到事实后的公示."""

from __future__ import annotations

from quanheng.domains.inspections.events import VisitPublished
from quanheng.domains.publicity.rules.kinds import Kind, is_negative
from quanheng.domains.publicity.services.noticing import NoticeDraft, publish, stop_for_deregistered
from quanheng.domains.registration.events import BusinessStateChanged
from quanheng.platform.people.actors import Actor

DEREGISTERED = "deregistered"


def show_result(fact: VisitPublished) -> None:
    """Publish the notice of an inspection result 公示检查结果; hearing the fact twice makes one notice."""
    draft = NoticeDraft(
        kind=Kind.INSPECTION_RESULT,
        source=f"inspections.visit:{fact.visit_id}",
        business_code=fact.business_code,
        business_name=fact.business_name,
        area_code=fact.area_code,
        title=fact.title,
        result=fact.result,
        happened_on=fact.ended_on,
        negative=is_negative(fact.codes),
        organs="、".join(fact.organs),
        basis=fact.basis,
        facts={"codes": list(fact.codes), "inspection": fact.number, "kind": fact.kind},
    )
    publish(draft, by=Actor.system("结果公示"), today=fact.published_on)


def stop_for_ended(fact: BusinessStateChanged) -> None:
    """Stop the negative results of a business once it is deregistered 注销后停止公示."""
    if fact.after == DEREGISTERED:
        stop_for_deregistered(fact.code, by=Actor.system("注销后停止公示"), today=fact.changed_on)
