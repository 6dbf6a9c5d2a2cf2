"""State of the desk: conversations and what people do with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.governance.models import Account, Entity, User
from parvis.intake.models import Post
from parvis.outbox.models import Delivery

_NARROWING = ("advice", "priority", "assignee", "waiting_since")
"""What pages are narrowed by: it stands in their indexes behind what orders them."""


class Author(models.Model):
    """A handle that writes to us, on one network."""

    network = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    handle = models.CharField(max_length=2000, blank=True)
    name = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(fields=["network", "key"], name="one_author_once"),
        ]


class Conversation(models.Model):
    """What one author and the bank say to each other in one thread.

    ``waiting_since`` is when the oldest of the author's posts that nobody has answered was
    written; None when nothing waits, as always when it is pending or resolved. ``advice`` is the
    charter's verdict on ``deciding``, the latest post that decides it (None where it was not noted
    yet), and ``priority`` that of the most urgent post that nobody has dealt with. ``version``
    grows with every change: an act on a stale view is refused; ``changed_by`` is who made the last
    one, None when it came by itself (a new post, a delivery).
    """

    class State(models.TextChoices):
        """Where a conversation stands."""

        OPEN = "open", _("open")
        PENDING = "pending", _("pending")
        SNOOZED = "snoozed", _("snoozed")
        RESOLVED = "resolved", _("resolved")

    class Outcome(models.TextChoices):
        """How a resolved conversation ended."""

        ANSWERED = "answered", _("answered")
        NOT_ANSWERED = "not_answered", _("not answered")

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="conversations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="conversations")
    network = models.CharField(_("network"), max_length=40)
    thread = models.CharField(max_length=2000)
    thread_key = models.CharField(max_length=64)
    author = models.ForeignKey(Author, models.PROTECT, related_name="conversations")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default="")
    outcome_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    assignee = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    advice = models.CharField(max_length=20, blank=True)
    priority = models.CharField(_("priority"), max_length=10, default="normal")
    deciding = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=list)
    lang = models.CharField(max_length=8, blank=True)
    visibility = models.CharField(max_length=10)
    has_masked = models.BooleanField(default=False)
    last_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    last_post_at = models.DateTimeField()
    post_count = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "author", "thread_key"], name="one_conversation_once"
            ),
            models.CheckConstraint(
                condition=Q(waiting_since=None) | Q(state__in=["open", "snoozed"]),
                name="who_waits_is_not_forgotten",
            ),
        ]
        indexes = [
            models.Index(
                fields=["entity", "state", "-last_post_at", "-id", *_NARROWING],
                name="inbox_newest",
            ),
            models.Index(
                fields=["entity", "state", "waiting_since", "id", "advice", "priority", "assignee"],
                name="inbox_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(fields=["entity", "-last_post_at", "-id", *_NARROWING], name="inbox_all"),
            models.Index(fields=["assignee", "state", "-last_post_at", "-id"], name="inbox_mine"),
            models.Index(
                fields=["account", "state", "-last_post_at", "-id", *_NARROWING],
                name="inbox_by_account",
            ),
            models.Index(fields=["account", "thread_key"], name="conversation_by_thread"),
            models.Index(fields=["author", "-last_post_at"], name="conversation_by_author"),
            models.Index(
                fields=["snoozed_until"], name="conversations_snoozed", condition=Q(state="snoozed")
            ),
        ]


class ConversationPost(models.Model):
    """A post has its place in one conversation; ``ours`` when the bank wrote it.

    ``at`` is when it was written, never later than when it was received: networks repeat what
    authors claim. A post of the author waits until ``settled_at``: an answer (``answered_by`` when
    it was a reply of this desk, which must not have failed), or a decision of the desk.
    ``act`` and ``post_version`` are those of the post when it was last looked at, ``masked`` in how
    many places something was masked in it then.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="entries")
    post = models.OneToOneField(Post, models.PROTECT, related_name="+")
    ours = models.BooleanField(default=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=20, blank=True)
    post_version = models.PositiveIntegerField(default=1)
    masked = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "desk.Reply", models.PROTECT, null=True, blank=True, related_name="answered"
    )

    class Meta:
        verbose_name = _("post in a conversation")
        indexes = [models.Index(fields=["conversation", "at"], name="conversation_timeline")]


class Reply(models.Model):
    """What an agent answered. Its way out is its delivery."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="replies")
    answers = models.ForeignKey(Post, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="replies")
    text = models.TextField(_("text"))
    visibility = models.CharField(max_length=10)
    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        indexes = [models.Index(fields=["conversation", "created_at"], name="reply_timeline")]


class Note(models.Model):
    """What colleagues should know. Guarded like everything else, and seen by colleagues only."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    marks = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["conversation", "created_at"], name="note_timeline")]


class Override(models.Model):
    """Somebody did otherwise than the charter advises, and said why.

    ``post`` is the one whose verdict decided, ``rule`` the name of the charter's rule ("" where it
    is not known), ``charter`` the id of the signed version, None for the default. ``reason`` is a
    code of ``reasons``, ``note`` the person's own words, masked. A reply that was taken back before
    it left takes its override back: it stays, and is counted no more.
    """

    class Done(models.TextChoices):
        """What was done against the advice."""

        ANSWERED = "answered", pgettext_lazy("somebody", "answered")
        DECLINED = "declined", pgettext_lazy("somebody", "did not answer")

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="overrides")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="overrides")
    advised = models.CharField(max_length=20)
    rule = models.CharField(max_length=120, blank=True)
    charter = models.BigIntegerField(null=True)
    done = models.CharField(max_length=10, choices=Done.choices)
    reason = models.CharField(_("reason"), max_length=40)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="overrides")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        indexes = [models.Index(fields=["entity", "at"], name="override_by_entity")]


class Presence(models.Model):
    """Somebody looks at a conversation, or is writing a reply in it, until ``until``."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    until = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("presence")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="one_presence_once"),
        ]


class DeskCursor(models.Model):
    """How far the desk has followed intake (``Post.sequence``) and the outbox: one row.

    The outbox is followed by its acts in the ledger (``LedgerEntry.number``).
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    ledger = models.BigIntegerField(default=0)


class LabelCorrection(models.Model):
    """What a person said that a post is, where the models erred: training data, in codes only.

    ``said`` is what the models had understood then, ``labels`` what the person says, both as
    ``rules.labels_of`` gives them. ``post_version`` is that of the text which was read: a post that
    was rewritten since is another one. One counts of each post, until it is taken back or another
    one takes its place. The text is the post's own, and never copied.
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    post_version = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    labels = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("correction of labels")
        verbose_name_plural = _("corrections of labels")
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(taken_back_at=None), name="one_correction_counts"
            ),
        ]
        indexes = [models.Index(fields=["entity", "at"], name="correction_by_entity")]
