"""What is stored about names: the index, what waits to be filed in it, retained names, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from quanheng.domains.registration.models.businesses import Business
from quanheng.domains.registration.rules.names.stages import (
    DISPUTE_SAYS,
    RETAINED_SAYS,
    Dispute,
    Retained,
)
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS
from quanheng.platform.people.models import Organ

COPIED = 500
"""From so many rows on PostgreSQL takes them by COPY."""

KeyRow = tuple[int, int]
"""A key (``rules/names/keys.py``) and the claim filed under it."""


@dataclass(frozen=True)
class NameIndex:
    """The names' keys 名称索引: one narrow table of (key, claim), asked by equality alone.

    It holds no state: whether a claim stands is read from its own record. A claim is a row's key times four
    plus where the row is (``name_claims.py``).
    """

    table: str

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the table; for migrations."""
        tail = "" if editor.connection.vendor == "postgresql" else " WITHOUT ROWID"
        columns = "key bigint NOT NULL, claim bigint NOT NULL, PRIMARY KEY (key, claim)"
        editor.execute(f"CREATE TABLE {self.table} ({columns}){tail}")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the table; for migrations going back."""
        editor.execute(f"DROP TABLE {self.table}")

    def add(self, rows: Iterable[KeyRow]) -> None:
        """File claims under keys; what is filed already stays."""
        ordered = sorted(set(rows))
        if not ordered:
            return
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                cursor.executemany(f"INSERT OR IGNORE INTO {self.table} VALUES (%s, %s)", ordered)  # noqa: S608
            elif len(ordered) < COPIED:
                marks = ", ".join(["(%s, %s)"] * len(ordered))
                values = [number for row in ordered for number in row]
                cursor.execute(f"INSERT INTO {self.table} VALUES {marks} ON CONFLICT DO NOTHING", values)  # noqa: S608
            else:
                self._copy(cursor, ordered)

    def _copy(self, cursor: Any, rows: Sequence[KeyRow]) -> None:
        """Many rows into PostgreSQL: by COPY into a table of this transaction, and from there."""
        cursor.execute("CREATE TEMP TABLE name_keys_new (key bigint, claim bigint) ON COMMIT DROP")
        with cursor.copy("COPY name_keys_new (key, claim) FROM STDIN") as copy:
            copy.write("".join([f"{key}\t{claim}\n" for key, claim in rows]))
        cursor.execute(f"INSERT INTO {self.table} SELECT * FROM name_keys_new ON CONFLICT DO NOTHING")  # noqa: S608
        cursor.execute("DROP TABLE name_keys_new")

    def remove(self, rows: Iterable[KeyRow]) -> None:
        """Take claims out from under keys."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE key = %s AND claim = %s", list(rows))  # noqa: S608

    def clear(self) -> None:
        """Empty the index, before it is filled anew."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}")  # noqa: S608

    def count(self) -> int:
        """How many rows there are."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.table}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def ask(self, keys: Sequence[int], near: Sequence[int] = (), *, at_most: int = 24) -> set[int]:
        """Claims filed under any of ``keys``, all of them, and at most so many under each of ``near``."""
        if not keys and not near:
            return set()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"SELECT claim FROM {self.table} WHERE key = ANY(%s) UNION ALL SELECT k.claim"  # noqa: S608
                    " FROM unnest(%s::bigint[]) AS asked (key) CROSS JOIN LATERAL"
                    f" (SELECT claim FROM {self.table} AS n WHERE n.key = asked.key LIMIT {at_most}) AS k",
                    [list(keys), list(near)],
                )
            else:
                one = f"SELECT * FROM (SELECT claim FROM {self.table} WHERE key = %s LIMIT {at_most})"  # noqa: S608
                every = f"SELECT claim FROM {self.table} WHERE key = %s"  # noqa: S608
                parts = [every] * len(keys) + [one] * len(near)
                cursor.execute(" UNION ALL ".join(parts), [*keys, *near])
            return {row[0] for row in cursor.fetchall()}


NAME_INDEX = NameIndex("registration_name_keys")


class UnfiledNames(models.Model):
    """Businesses that an import has written and whose names are not in the index yet, as a span of keys."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()


def _choices(says: dict[Retained, str] | dict[Dispute, str]) -> list[tuple[str, str]]:
    return [(str(word), text) for word, text in says.items()]


class NameReservation(models.Model):
    """One retained name 保留名称: nobody else may have it, or one that is the same, until ``until_on``.

    ``same_key`` is brand and class of the trade: while a name is held, its authority holds no second one with
    this key. One retained on the strength of an investment relation carries its number in the key. ``access``
    is the SHA-256 of the code by which the applicant uses or gives up the name. ``near`` lists the near names
    that were shown, and that the applicant promised to answer for (规定第十六条).
    """

    number = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=6)
    area_code = models.CharField(max_length=12)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=60, blank=True)
    brand = models.CharField(max_length=60)
    trade = models.CharField(max_length=60, blank=True)
    form = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=12, choices=[(str(k), t) for k, t in KIND_SAYS.items()])
    trade_code = models.CharField(max_length=5, blank=True)
    same_key = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=_choices(RETAINED_SAYS), default=Retained.HELD)
    approval = models.CharField(max_length=200, blank=True)
    applicant_name = models.CharField(max_length=60)
    applicant_phone = models.CharField(max_length=20)
    near = models.JSONField(default=list)
    access = models.CharField(max_length=64)
    retained_on = models.DateField()
    until_on = models.DateField()
    until_cites = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    used_for = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "same_key"],
                condition=Q(stage=Retained.HELD),
                name="name_retained_once",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="name_retained_number"),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(map(str, Retained))), name="name_retained_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage=Retained.HELD) | Q(ended_on__isnull=False), name="name_retained_end_has_day"
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="name_retained_area"),
            models.Index(fields=["until_on"], condition=Q(stage=Retained.HELD), name="name_retained_until"),
            models.Index(fields=["applicant_phone", "stage"], name="name_retained_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_held_on(self, today: date) -> bool:
        """Whether the name is still kept on a day: a name whose time is over is free before any job runs."""
        return self.stage == Retained.HELD and today <= self.until_on


class NameDispute(models.Model):
    """One dispute about a name 企业名称争议, from the application to the ruling and the new name.

    ``due_on`` and ``due_cites`` are the nearest deadline of the stage; ``ruling_due_on`` the one that nothing
    moves but a suspension. ``resumes_at`` is the stage that a suspended dispute returns to.
    ``applicant_access`` and ``respondent_access`` are the digests of the codes by which the sides read their
    papers and hand in evidence; empty until one was handed out.
    """

    number = models.CharField(max_length=40, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    stage = models.CharField(max_length=14, choices=_choices(DISPUTE_SAYS), default=Dispute.FILED)
    applicant_name = models.CharField(max_length=200)
    applicant_code = models.CharField(max_length=18, blank=True)
    applicant_phone = models.CharField(max_length=20, blank=True)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="name_disputes")
    disputed_name = models.CharField(max_length=200)
    request = models.CharField(max_length=500)
    grounds = models.TextField()
    filed_on = models.DateField()
    supplement_asked_on = models.DateField(null=True)
    supplement_points = models.TextField(blank=True)
    accepted_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    forwarded_on = models.DateField(null=True)
    suspended_on = models.DateField(null=True)
    resumes_at = models.CharField(max_length=14, blank=True)
    due_on = models.DateField(null=True)
    due_cites = models.CharField(max_length=200, blank=True)
    ruling_due_on = models.DateField(null=True)
    ruled_on = models.DateField(null=True)
    ruling = models.TextField(blank=True)
    factors = models.JSONField(default=list)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    applicant_access = models.CharField(max_length=64, blank=True)
    respondent_access = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=sorted(map(str, Dispute))), name="name_dispute_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["dismissed", "overdue", "renamed", "upheld"])
                | (Q(ruled_on__isnull=False) & ~Q(ruling="")),
                name="name_dispute_ruling_has_words",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="name_dispute_area"),
            models.Index(fields=["stage", "due_on"], name="name_dispute_due"),
            models.Index(fields=["business", "stage"], name="name_dispute_business"),
        ]

    def __str__(self) -> str:
        return self.number
