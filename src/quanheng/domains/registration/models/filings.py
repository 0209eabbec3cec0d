"""What is stored about applications: the filing, the persons of a business, holds, codes given out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.registration.models.businesses import Business
from quanheng.domains.registration.models.channels import HomeVisit, Outlet
from quanheng.domains.registration.models.restrictions import Restriction
from quanheng.domains.registration.rules.annulments import ANNULMENT_SAYS, AnnulmentStage
from quanheng.domains.registration.rules.filings import (
    CHANNEL_SAYS,
    KIND_SAYS,
    STAGE_SAYS,
    Channel,
    FilingKind,
    Stage,
    stage_said,
)
from quanheng.domains.registration.rules.founding import ROLES
from quanheng.domains.registration.rules.masking import masked_address
from quanheng.domains.registration.rules.partners import LIABILITY_SAYS
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS as SUBJECT_SAYS
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.platform.people.models import Organ


class FilingQuerySet(models.QuerySet["Filing"]):
    def underway(self) -> FilingQuerySet:
        """Filings that are neither drafts nor ended."""
        return self.filter(stage__in=["submitted", "supplement", "accepted", "publicised"])


class Filing(models.Model):
    """One application to the register 登记申请, from the first word typed to the decision.

    ``details`` holds the form as it was typed, by field; it may be incomplete while the stage is a draft.
    ``revision`` rises with each writing: whoever writes says which one they saw. ``business`` is whom it is
    about; of an establishment it is set by the decision. ``access`` is the SHA-256 of the applicant's
    secret to take it up again. ``paper_reason`` says why paper was used; empty means that none was.
    ``code`` is the unified code that the decision issued or kept; ``touched_on`` the day somebody last wrote.
    """

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=[(str(k), t) for k, t in KIND_SAYS.items()])
    subject = models.CharField(max_length=12, choices=[(str(k), t) for k, t in SUBJECT_SAYS.items()])
    channel = models.CharField(max_length=10, choices=[(str(c), t) for c, t in CHANNEL_SAYS.items()])
    stage = models.CharField(
        max_length=12, choices=[(str(s), t) for s, t in STAGE_SAYS.items()], default=Stage.DRAFT
    )
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    business = models.ForeignKey(Business, null=True, on_delete=models.PROTECT, related_name="filings")
    code = models.CharField(max_length=18, blank=True)
    name = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    access = models.CharField(max_length=64, blank=True)
    applicant_name = models.CharField(max_length=60, blank=True)
    applicant_phone = models.CharField(max_length=20, blank=True)
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.PROTECT, related_name="filings")
    visit = models.ForeignKey(HomeVisit, null=True, on_delete=models.PROTECT, related_name="filings")
    paper_reason = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=60)
    opened_by_name = models.CharField(max_length=60)
    touched_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    publicised_on = models.DateField(null=True)
    publicised_until = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_cites = models.CharField(max_length=200, blank=True)
    extended_count = models.PositiveSmallIntegerField(default=0)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    cites = models.CharField(max_length=300, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, FilingKind))), name="filing_kind"),
            models.CheckConstraint(condition=Q(stage__in=sorted(map(str, Stage))), name="filing_stage"),
            models.CheckConstraint(condition=Q(channel__in=sorted(map(str, Channel))), name="filing_channel"),
            models.CheckConstraint(condition=Q(subject__in=sorted(map(str, Kind))), name="filing_subject"),
            models.CheckConstraint(
                condition=~Q(stage__in=["approved", "refused"]) | Q(decided_on__isnull=False),
                name="filing_decided_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(stage="approved") | Q(business__isnull=False),
                name="filing_approved_has_business",
            ),
            models.CheckConstraint(
                condition=~Q(stage="refused") | (~Q(reason="") & ~Q(cites="")),
                name="filing_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.POSTAL) | Q(outlet__isnull=False),
                name="filing_postal_has_outlet",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="filing_area"),
            models.Index(fields=["stage", "area_code", "due_on"], name="filing_stage_due"),
            models.Index(fields=["decided_on", "kind", "area_code"], name="filing_decided"),
            models.Index(fields=["opened_by", "-id"], name="filing_opened_by"),
            models.Index(fields=["outlet", "-id"], name="filing_outlet", condition=Q(outlet__isnull=False)),
        ]

    def get_stage_display(self) -> str:  # type: ignore[no-redef]  # Django makes one of its own
        """The word for where the errand stands; some are put on file, not registered."""
        return stage_said(self.kind, self.stage)

    def __str__(self) -> str:
        return self.number


class Person(models.Model):
    """One person in one capacity at one business 人员: operator, legal representative, shareholder, …

    ``id_number`` and ``residence`` (of an operator, an investor or a partner) are personal data: shown
    masked, revealed only by an act that is recorded. ``farmer`` is said of a cooperative's members, ``None``
    where unknown; ``liability`` of partners, empty where unknown. A row is never deleted: who leaves has a
    day ``until_on``, and whose share, residence or liability changes has another row.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="persons")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    id_kind = models.CharField(max_length=10, default="resident")
    id_number = models.CharField(max_length=30)
    phone = models.CharField(max_length=20, blank=True)
    residence = models.CharField(max_length=300, blank=True)
    farmer = models.BooleanField(null=True)
    liability = models.CharField(max_length=10, blank=True)
    share_yuan = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["business", "id"]
        indexes = [
            models.Index(fields=["business", "role"], name="person_business"),
            models.Index(fields=["id_number"], name="person_id_number"),
        ]

    @property
    def role_says(self) -> str:
        """The capacity in words."""
        return ROLES.get(self.role, self.role)

    @property
    def liability_says(self) -> str:
        """How a partner is liable, in words; empty for everybody else."""
        return LIABILITY_SAYS.get(self.liability, "")

    @property
    def residence_masked(self) -> str:
        """Where they live, as far as the county; empty where it is not registered."""
        return masked_address(self.residence)


class Hold(Restriction):
    """One hold 登记限制: until it is lifted or ends, the business may not do what it stops.

    ``stops`` lists ``change`` and ``leave``, beside what the ground stops by law.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="holds")
    stops = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "source", "reference"],
                condition=Q(lifted_on__isnull=True),
                name="hold_once",
            )
        ]
        indexes = [models.Index(fields=["business", "lifted_on"], name="hold_business")]


class CodeSerial(models.Model):
    """The last serial of unified codes that an authority gave out 赋码流水, for all categories together.

    ``segment`` is the beginning of the eight signs of the subject that the authority was allotted 码段; what
    follows it counts up by one for each code, none left out.
    """

    authority = models.CharField(max_length=6, unique=True)
    segment = models.CharField(max_length=5)
    last = models.PositiveBigIntegerField(default=0)


class Objection(models.Model):
    """One objection to a simple deregistration 异议: who, on what ground, on which day.

    ``contact`` is personal data of who objects, shown to officers alone.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="objections")
    raised_by = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    raised_on = models.DateField()
    entered_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(raised_by__in=["creditor", "department", "other"]), name="objection_raised_by"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_why"),
        ]


class Annulment(models.Model):
    """One matter about a registration got by fraud 撤销虚假登记: asked for or taken up, inquired, decided.

    ``filing`` is the registration that is attacked; without one it is the founding of the business.
    ``applicant_name`` is empty where the authority took the matter up itself.
    """

    number = models.CharField(max_length=40, unique=True)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="annulments")
    filing = models.ForeignKey(Filing, null=True, on_delete=models.PROTECT, related_name="annulments")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    stage = models.CharField(
        max_length=12, choices=[(str(s), t) for s, t in ANNULMENT_SAYS.items()], default=AnnulmentStage.ASKED
    )
    applicant_name = models.CharField(max_length=60, blank=True)
    applicant_phone = models.CharField(max_length=20, blank=True)
    claim = models.TextField()
    received_on = models.DateField()
    accepted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_cites = models.CharField(max_length=200, blank=True)
    extended_count = models.PositiveSmallIntegerField(default=0)
    published_on = models.DateField(null=True)
    published_until = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    cites = models.CharField(max_length=300, blank=True)
    responsible = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=sorted(map(str, AnnulmentStage))), name="annulment_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["annulled", "declined", "kept"])
                | (Q(decided_on__isnull=False) & ~Q(reason="") & ~Q(cites="")),
                name="annulment_ended_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="annulment_area"),
            models.Index(fields=["business", "stage"], name="annulment_business"),
        ]

    def __str__(self) -> str:
        return self.number
