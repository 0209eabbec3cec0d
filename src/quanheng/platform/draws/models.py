"""What is stored of a draw. Nothing here is ever deleted, and what was committed does not change: triggers in
the database (migration 0002) refuse both, so a bug cannot do what the services would not."""

from __future__ import annotations

import zlib

from django.db import models
from django.db.models import Q

from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws.states import KINDS, WORKFLOW, Kind, State
from quanheng.platform.people.models import Account, Officer, Organ


class Draw(models.Model):
    """One draw 抽取: drafted, committed under a serial, and drawn once, or given up in sight of everybody.

    `purpose` is the subject string of the matter that draws (`inspections.inspection:17`). `rules` holds the
    parts of the plan that are not columns: quota, organs, team_size, qualification, exclusion. `failed_code`
    names the business that could not be staffed, if that is why the draw was aborted.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="draws")
    area_code = models.CharField(max_length=12)
    purpose = models.CharField(max_length=120, db_index=True)
    item = models.CharField(max_length=200)
    rules = models.JSONField()
    state = models.CharField(max_length=10, choices=list(WORKFLOW.says.items()), default=State.DRAFTED)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    plan_text = models.TextField(blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    failed_code = models.CharField(max_length=40, blank=True)
    drafted_by = models.CharField(max_length=60)
    drafted_on = models.DateField()
    committed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    aborted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["area_code", "-id"], name="draw_area")]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="draw_serial_once"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="draw_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFTED, State.DISCARDED], number__isnull=True, commitment="")
                | (
                    ~Q(state__in=[State.DRAFTED, State.DISCARDED])
                    & Q(number__isnull=False)
                    & ~Q(commitment="")
                ),
                name="draw_committed_under_a_serial",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAWN, drawn_at__isnull=False) & ~Q(result_digest="")
                | (~Q(state=State.DRAWN) & Q(result_digest="", drawn_at__isnull=True)),
                name="draw_result_only_when_drawn",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ABORTED, State.DISCARDED]) | ~Q(reason=""),
                name="draw_given_up_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.item}".strip()

    @property
    def serial(self) -> str:
        """`2021-0007`, or empty while the draw is a draft."""
        return "" if self.number is None else f"{self.year}-{self.number:04d}"

    @property
    def state_says(self) -> str:
        """The stage in Chinese."""
        return WORKFLOW.name(self.state)


class File(models.Model):
    """One file of a draw's bundle 抽取文件, kept as it was made; `packed` is zlib over the exact bytes."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    packed = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="draw_file_once")]

    @classmethod
    def of(cls, draw: Draw, name: str, content: bytes) -> File:
        """A file of a draw, not yet stored."""
        packed = zlib.compress(content, 6)
        return cls(draw=draw, name=name, digest=sha256_hex(content), size=len(content), packed=packed)

    @property
    def content(self) -> bytes:
        """The exact bytes."""
        return zlib.decompress(bytes(self.packed))


class Source(models.Model):
    """One source of a draw's seed 种子来源: a witness with a digest, or a public outcome with its moment.

    `value` is empty until it is revealed, or entered and confirmed. `entered_value` is what one officer typed
    and a second has yet to confirm; it is shown to nobody.
    """

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    name = models.CharField(max_length=80)
    of_bureau = models.BooleanField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="witnessed")
    digest = models.CharField(max_length=64, blank=True)
    known_at = models.DateTimeField(null=True)
    value = models.CharField(max_length=128, blank=True)
    entered_value = models.CharField(max_length=128, blank=True)
    entered_by = models.CharField(max_length=60, blank=True)
    confirmed_by = models.CharField(max_length=60, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="draw_source_place_once"),
            models.UniqueConstraint(fields=["draw", "name"], name="draw_source_name_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.WITNESS, known_at__isnull=True)
                | Q(kind=Kind.PUBLIC, known_at__isnull=False, digest="", account__isnull=True),
                name="draw_source_kind",
            ),
            models.CheckConstraint(
                condition=Q(value="") | Q(kind=Kind.PUBLIC) | ~Q(digest=""), name="draw_value_needs_digest"
            ),
            models.CheckConstraint(
                condition=Q(value="")
                | Q(kind=Kind.WITNESS)
                | (~Q(entered_by="") & ~Q(confirmed_by="") & ~Q(entered_by=models.F("confirmed_by"))),
                name="draw_outcome_by_two_officers",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_says(self) -> str:
        """The kind in Chinese."""
        return KINDS[Kind(self.kind)]


class Stratum(models.Model):
    """One stratum of a drawn draw 分层: how many stood in it, and how many were drawn."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="strata")
    name = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    drawn_count = models.PositiveIntegerField()

    class Meta:
        ordering = ["draw", "name"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "name"], name="draw_stratum_once"),
            models.CheckConstraint(
                condition=Q(drawn_count__lte=models.F("size")), name="draw_stratum_not_exceeded"
            ),
        ]


class DrawnBusiness(models.Model):
    """One drawn business 抽中的企业; `place` is where it stood among its stratum's codes, from 0."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="drawn")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=40, db_index=True)
    stratum = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    place = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["draw", "order"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "order"], name="draw_order_once"),
            models.UniqueConstraint(fields=["draw", "code"], name="draw_code_once"),
        ]


class TeamPlace(models.Model):
    """One inspector drawn for one business 检查组成员, under the year's pseudonym; a substitute's too."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="places")
    code = models.CharField(max_length=40)
    organ = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    pseudonym = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code", "organ", "position"], name="draw_team_place_once"
            ),
            models.UniqueConstraint(fields=["draw", "code", "pseudonym"], name="draw_team_member_once"),
        ]


class Substitution(models.Model):
    """One use of a substitute 替补: the next key of the same stratum, with the reason and the day."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="substitutions")
    code = models.CharField(max_length=40)
    replaced_by = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    on = models.DateField()
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="draw_substituted_once"),
            models.UniqueConstraint(fields=["draw", "replaced_by"], name="draw_substitute_used_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="draw_substitution_has_a_reason"),
        ]


class Pseudonym(models.Model):
    """One officer's name in one year's draws 代号: public, and not to be traced back without the record."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="pseudonyms")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "year"], name="pseudonym_once_a_year"),
            models.UniqueConstraint(fields=["year", "code"], name="pseudonym_unique"),
        ]
