"""Asking whether a name may be had 名称查询比对 (规定第十六条、第十七条, 实施办法第二十一条、第二十四条).

It is asked while somebody types, again when an application is submitted, and a third time under a lock when
it is decided: the first two only spare people a surprise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hmac import compare_digest

from django.db import connection
from rapidfuzz import fuzz

from quanheng.domains.registration.models import NAME_INDEX, UnfiledNames
from quanheng.domains.registration.name_claims import (
    Claim,
    authority_of,
    claims,
    ground,
)
from quanheng.domains.registration.name_filing import catch_up, unfiled_count
from quanheng.domains.registration.rules.names import comparing, keys
from quanheng.domains.registration.rules.names.asking import (
    REFUSE,
    WARN,
    NameFinding,
    NameQuestion,
    NameVerdict,
    Rival,
)
from quanheng.domains.registration.rules.names.characters import plain
from quanheng.domains.registration.rules.names.citing import dated_finding
from quanheng.domains.registration.rules.names.codes import code_digest
from quanheng.domains.registration.rules.names.comparing import Named, Sameness
from quanheng.domains.registration.rules.names.forbidden import forbidden
from quanheng.domains.registration.rules.names.parts import Parts, Places, compose
from quanheng.domains.registration.rules.names.wellformed import mark_of, wellformed
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.refusal import Refused

NEAR_PER_KEY, NEAR_SHOWN = 16, 6
"""So many names are looked at under one key of nearness, and so many of the nearest are shown."""

FILED_WHILE_WAITING = 5000
"""So many names that an import left for later are filed before a decision; with more it has to wait."""


class NamesNotReady(Refused):
    """An import is being filed; a name cannot be decided yet 名称库正在更新."""


def full_name(question: NameQuestion, *, on: date) -> str:
    """The name as it would be registered on a day, with the mark its kind must bear."""
    mark = mark_of(question.subject, question.form, on)
    if not (question.brand.strip() or question.trade.strip() or question.form.strip()):
        return ""
    return compose(question.region, question.brand, question.trade, question.form, mark)


def check_name(question: NameQuestion, *, today: date) -> NameVerdict:
    """What is found about a name 名称查询: refusals with their article, warnings, near names with reasons.

    For anybody. An individual business may go without a name: then nothing is found.
    """
    name = full_name(question, on=today)
    if not name:
        findings = wellformed(question, [], on=today)
        return NameVerdict("", tuple(findings))
    known, regions = ground(question.area_code)
    found = [*wellformed(question, regions, on=today)]
    found += forbidden(question.brand, question.trade, question.form)
    if len(plain(question.brand)) >= 2:
        found += _rivals(name, question, known, today)
    found = [dated_finding(one, today) for one in found]
    ordered = sorted(found, key=lambda one: not one.is_refusal)
    return NameVerdict(name, tuple(ordered), not UnfiledNames.objects.exists())


def require_name(question: NameQuestion, *, today: date) -> NameVerdict:
    """Check a name under the authority's lock, inside a transaction, for a decision 锁定比对.

    Until the transaction ends nobody else retains or registers a name at this authority. Raises
    ``NamesNotReady``; the caller refuses on ``refusals``.
    """
    lock_names(authority_of(question.area_code))
    return check_name(question, today=today)


def lock_names(authority: str) -> None:
    """Let nobody else decide on names of this authority until the transaction ends 锁定名称库.

    SQLite has one writer at a time from the beginning of a transaction; PostgreSQL needs to be told. What an
    import left for later is filed first. Raises ``NamesNotReady`` where that is too much for now.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x6E616D65, int(authority or 0)])
    if UnfiledNames.objects.exists():
        if unfiled_count() > FILED_WHILE_WAITING:
            raise NamesNotReady("刚导入的名称还在编入名称库，现在不能决定。", instead="请过几分钟再办理。")
        catch_up()


def _rivals(name: str, question: NameQuestion, known: Places, today: date) -> Iterator[NameFinding]:
    given = None
    if question.subject != Kind.BRANCH:
        typed = map(plain, (question.region, question.brand, question.trade, question.form))
        given = Parts(*typed)
    mine = comparing.named(name, known, given)
    wanted = keys.asked(mine, authority_of(question.area_code))
    aside = () if question.subject == Kind.BRANCH else (*wanted.near, *wanted.other_trades)
    found = NAME_INDEX.ask(wanted.same, aside, at_most=NEAR_PER_KEY)
    near: list[tuple[float, NameFinding]] = []
    seen: set[str] = set()
    for claim in claims(found, today=today):
        if _is_own(claim, question) or claim.name in seen:
            continue
        other = comparing.named(claim.name, known)
        case = comparing.sameness(mine, other)
        if case and (question.subject != Kind.BRANCH or case is Sameness.IDENTICAL):
            seen.add(claim.name)
            yield _same(claim, case, question)
        elif not case and not claim.freed and (reasons := comparing.nearness(mine, other)):
            seen.add(claim.name)
            near.append((_closeness(mine, other), _near(claim, reasons)))
    near.sort(key=lambda pair: (-pair[0], pair[1].says))
    yield from (finding for _, finding in near[:NEAR_SHOWN])


def _is_own(claim: Claim, question: NameQuestion) -> bool:
    if claim.code:
        return claim.code == question.owner
    if not claim.number or claim.number != question.reservation:
        return False
    return compare_digest(claim.access, code_digest(question.reservation_code))


def _closeness(mine: Named, other: Named) -> float:
    return fuzz.ratio(mine.whole, other.whole)


def _same(claim: Claim, case: Sameness, question: NameQuestion) -> NameFinding:
    rival = Rival(claim.name, claim.code, claim.standing, claim.cites)
    says = f"与“{claim.name}”（{claim.standing}）相同：{comparing.SAYS[case]}。"
    cites = "、".join(dict.fromkeys((claim.cites, comparing.CITES[case])))
    exempt = ""
    if claim.code and claim.code in question.related:
        exempt = "有投资关系的除外：请提交投资关系的证明。"
    elif claim.freed and claim.code in question.transferred:
        exempt = "受让企业名称的除外：请提交名称转让合同。"
    if exempt:
        return NameFinding(WARN, "same", says, cites, rival, field="brand", instead=exempt)
    instead = "请换一个字号。与该企业有投资关系的，请在申报时写明它的统一社会信用代码。"
    return NameFinding(REFUSE, "same", says, cites, rival, field="brand", instead=instead)


def _near(claim: Claim, reasons: tuple[str, ...]) -> NameFinding:
    rival = Rival(claim.name, claim.code, claim.standing, claim.cites)
    cites = "《企业名称登记管理规定》第十六条"
    return NameFinding(WARN, "near", f"与“{claim.name}”近似。", cites, rival, reasons, "brand")
