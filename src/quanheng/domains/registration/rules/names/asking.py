"""What is asked about a name, and what is answered 名称申报的问与答."""

from __future__ import annotations

from dataclasses import dataclass, field

REFUSE, WARN = "refuse", "warn"


@dataclass(frozen=True)
class NameQuestion:
    """A name somebody wants 拟定名称, in its four parts, for a kind of business in an area.

    ``subject`` is a value of ``Kind``. ``owner`` is the code of the business that already bears a name
    (a change): its own names do not stand in its way; of a branch, the code of the business it belongs to.
    ``related`` are codes of businesses with an investment relation, ``transferred`` of those whose former
    name was transferred (规定第十七条). ``meaning`` says what else the brand means where it is also a place
    or a trade (规定第八条). ``reservation`` and ``reservation_code`` are number and code of the asker's own
    retained name: with the right code it does not stand in its own way.
    """

    region: str
    brand: str
    trade: str
    form: str
    area_code: str
    subject: str
    trade_code: str = ""
    owner: str = ""
    related: tuple[str, ...] = ()
    transferred: tuple[str, ...] = ()
    meaning: str = ""
    reservation: str = ""
    reservation_code: str = ""


@dataclass(frozen=True)
class Rival:
    """A name that stands in the way or close by 在先名称: whose it is and since when it may be free."""

    name: str
    code: str = ""
    standing: str = ""
    cites: str = ""


@dataclass(frozen=True)
class NameFinding:
    """One thing found 一项发现: ``severity`` is ``refuse`` or ``warn``; ``field`` the part it is about.

    ``kind`` is ``form``, ``forbidden``, ``same`` or ``near``. ``reasons`` says of a near name what is near.
    """

    severity: str
    kind: str
    says: str
    cites: str
    rival: Rival | None = None
    reasons: tuple[str, ...] = ()
    field: str = ""
    instead: str = ""

    @property
    def is_refusal(self) -> bool:
        """Whether the name cannot be used because of this."""
        return self.severity == REFUSE


@dataclass(frozen=True)
class NameVerdict:
    """The answer 查询结果: the full name as composed, and everything found, refusals first.

    ``complete`` is false while names that were just imported have not been compared yet.
    """

    full_name: str
    findings: tuple[NameFinding, ...] = field(default_factory=tuple)
    complete: bool = True

    @property
    def refusals(self) -> tuple[NameFinding, ...]:
        """What forbids the name."""
        return tuple(found for found in self.findings if found.is_refusal)

    @property
    def warnings(self) -> tuple[NameFinding, ...]:
        """What somebody should look at, near names apart."""
        return tuple(f for f in self.findings if not f.is_refusal and f.kind != "near")

    @property
    def near(self) -> tuple[NameFinding, ...]:
        """Names that are near: to be read, and answered with a promise."""
        return tuple(found for found in self.findings if found.kind == "near")

    @property
    def is_free(self) -> bool:
        """Whether nothing forbids the name."""
        return not self.refusals
