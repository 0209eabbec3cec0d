"""What every restriction says: the law's ground, the document that asks for it, its days, its lifting."""

from __future__ import annotations

from django.db import models


class Restriction(models.Model):
    """One restriction 限制, of a business or of a person: until it is lifted or ends.

    ``ground`` is a word of the law's list; ``source`` names who asks for it (an organ, a court, a register of
    liens) and ``reference`` their document or matter, so that the same one is not placed twice.
    """

    ground = models.CharField(max_length=20)
    source = models.CharField(max_length=120)
    reference = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    cites = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    placed_by = models.CharField(max_length=60)
    placed_by_name = models.CharField(max_length=60)
    lifted_on = models.DateField(null=True)
    lifted_by = models.CharField(max_length=60, blank=True)
    lifted_by_name = models.CharField(max_length=60, blank=True)
    lifted_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
