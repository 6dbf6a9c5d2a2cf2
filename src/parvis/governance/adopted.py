"""State of governance: the models that a bank adopted in place of the shipped one."""

from __future__ import annotations

import json
from hashlib import sha256

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class AdoptedModel(models.Model):
    """A model that reads posts instead of the shipped one, in the whole installation.

    ``digest`` is the SHA-256 of its file in the data folder, "" for the return to the shipped
    model. ``scores`` are those of ``engine.understand.training.adoption``, empty for a return. In
    force is the last one that was signed; at most one is proposed and not signed. What is signed
    never changes.
    """

    digest = models.CharField(max_length=64, blank=True)
    scores = models.JSONField(default=dict)
    note = models.CharField(_("why"), max_length=300, blank=True)
    proposed_by = models.ForeignKey("governance.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey("governance.User", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "governance"
        verbose_name = _("adopted model")
        ordering = ["pk"]
        constraints = [
            # Of rows without a signer there is one: two NULLs would be two values.
            models.UniqueConstraint(
                Coalesce("signed_by", 0), condition=Q(signed_by=None), name="one_model_proposed"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="model_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
                name="model_signed_by_another",
            ),
        ]

    @property
    def is_shipped(self) -> bool:
        """Whether it is the return to the model that comes with Parvis."""
        return not self.digest

    @property
    def content_digest(self) -> str:
        """What stands for all that a signature is given for: file, scores, note and proposer."""
        said = [self.pk, self.digest, self.scores, self.note, self.proposed_by_id]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
