"""The lists of an entity's own products and branches, as rows.

Branches that the branch register names stand in ``PublishedContact`` and are not typed again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.engine.mentions import Sort


class ListedName(models.Model):
    """A product or a branch of an entity, under the name that posts are said to name.

    ``ways`` are other ways people write it, ``plain`` the form in which names are compared. It
    holds for the entity and for those below it. Rows are never changed but removed and made anew,
    with moments as those of ``PublishedContact``, so that the last change can be undone.
    """

    class Kind(models.TextChoices):
        """What a name is the name of."""

        PRODUCT = Sort.PRODUCT.value, _("product")
        BRANCH = Sort.BRANCH.value, _("branch")

    class Source(models.TextChoices):
        """Where it comes from: a file replaces what a file brought, and nothing else."""

        TYPED = "typed", _("typed")
        FILE = "file", _("file")

    entity = models.ForeignKey(
        "governance.Entity", models.PROTECT, related_name="listed_names", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    plain = models.CharField(max_length=200)
    ways = models.JSONField(_("other ways people write it"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "governance"
        verbose_name = _("product or branch")
        verbose_name_plural = _("products and branches")
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["entity", "changed_at"], name="listed_by_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "kind", "plain"],
                condition=Q(removed_at=None),
                name="one_listed_name_once",
            ),
        ]

    def __str__(self) -> str:
        """Give its name."""
        return self.name
