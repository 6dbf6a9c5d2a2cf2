"""State of intake: sources with their cursors, posts and their versions, dead letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.governance.models import Account


class Source(models.Model):
    """Something that intake reads, from ``cursor`` on. It is its own place in the work queue.

    Due when ``due_at`` has come and no worker holds the lease. ``lease`` names the holder; what
    a holder stores after its lease was taken over is refused: two workers never move one cursor.
    """

    account = models.OneToOneField(Account, models.PROTECT, related_name="source")
    cursor = models.JSONField(default=dict)
    every = models.PositiveIntegerField(
        _("seconds between readings"), default=60, help_text=_("Streams reconnect at once.")
    )
    paused = models.BooleanField(_("paused"), default=False)
    due_at = models.DateTimeField(db_index=True)
    lease = models.CharField(max_length=64, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True, default="")
    last_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class PostSequence(models.Model):
    """The last number given to a change of a post: one row, moved under the ledger's lock."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)


class Post(models.Model):
    """A post as it stands now, masked. Earlier states are in ``PostVersion``.

    ``marks`` are the places of masked data in ``text``: ``[[start, end, kind], ...]`` in code
    points; those that were found later stand behind. ``labels`` are what was understood
    (``engine.understand.stored``), ``mentions`` the entity's own products and branches that the
    text names, by the names that its lists had when the post came in: ``[[kind, name], ...]``,
    kind ``product`` or ``branch``. ``act`` is what the desk goes by, ``reasons`` are codes of what
    was found, and ``verdict`` is the charter's judgement in full: rule, priority, its reasons in
    words, and as ``charter`` the id of the signed version, None for the default. ``version`` counts
    every change, one that masks later too, of which no earlier state is kept. ``sequence`` grows
    with every change of any post, in commit order: who follows it misses nothing. It is unique by
    the ledger's lock, not by an index: PostgreSQL takes a row whose unique column changes away from
    those who only refer to it.
    """

    # Every index below begins with the account: it needs none of its own.
    account = models.ForeignKey(Account, models.PROTECT, related_name="posts", db_index=False)
    network = models.CharField(max_length=40)
    network_id = models.CharField(max_length=2000)
    network_key = models.CharField(
        max_length=64, help_text=_("SHA-256 of the network's id: what is unique, at any length.")
    )
    author = models.CharField(max_length=2000, blank=True)
    author_name = models.CharField(max_length=2000, blank=True)
    author_key = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)
    descriptions = models.JSONField(default=list)
    lang = models.CharField(max_length=8, blank=True)
    matches = models.JSONField(default=list)
    labels = models.JSONField(default=dict)
    mentions = models.JSONField(default=list)
    act = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    verdict = models.JSONField(default=dict)
    url = models.CharField(max_length=2000, blank=True)
    in_reply_to = models.CharField(max_length=2000, blank=True)
    parent_key = models.CharField(max_length=64, blank=True)
    thread = models.CharField(max_length=2000, blank=True)
    visibility = models.CharField(max_length=10)
    metrics = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("written"))
    received_at = models.DateTimeField(_("received"))
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    sequence = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "network_key", "network"], name="one_post_once"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "author_key", "created_at"], name="post_by_author"),
            models.Index(fields=["account", "parent_key"], name="post_by_parent"),
        ]


class PostVersion(models.Model):
    """What a post was before an edit or a deletion, and when that was seen."""

    class Change(models.TextChoices):
        """What ended this version."""

        EDITED = "edited", _("edited")
        DELETED = "deleted", _("deleted")

    post = models.ForeignKey(Post, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=10, choices=Change.choices)
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)
    descriptions = models.JSONField(default=list)
    author_name = models.CharField(max_length=2000, blank=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a post")
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="one_version_once"),
        ]


class ReadTogether(models.Model):
    """How a text of a post is stored that shows more when it is read with others of its author.

    ``digest`` is the keyed digest of the text as it is masked when read alone. Networks give a post
    again without those others: what it says then is known by the digest, and stays masked.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)

    class Meta:
        verbose_name = _("post read together with others")
        constraints = [
            models.UniqueConstraint(fields=["post", "digest"], name="one_reading_together_once"),
        ]


class DeadLetter(models.Model):
    """A payload that could not be taken in: sealed whole, shown masked, with its reason.

    ``digest`` is keyed: a plain one would let whoever sees the masked payload try numbers in it.
    """

    class Outcome(models.TextChoices):
        """How it was settled."""

        REPLAYED = "replayed", _("taken in")
        DISCARDED = "discarded", _("discarded")

    account = models.ForeignKey(Account, models.PROTECT, related_name="dead_letters")
    reason = models.CharField(_("reason"), max_length=300)
    sealed = models.BinaryField()
    shown = models.TextField(_("payload, masked"), blank=True)
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))
    attempts = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default="")

    class Meta:
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="one_dead_letter_once"),
        ]
        indexes = [models.Index(fields=["settled_at", "-received_at"], name="dead_letters_open")]
