"""State of governance: entities, people and roles, accounts, the ledger, what is signed."""

from __future__ import annotations

import hashlib

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.governance.adopted import AdoptedModel
from parvis.governance.digests import charter_digest, content_digest, guard_digest
from parvis.governance.listed_names import ListedName

__all__ = ["AdoptedModel", "ListedName"]


class Entity(models.Model):
    """A unit of the organisation: the group, a regional bank, a subsidiary.

    Rights given on an entity hold on everything below it.
    """

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    aliases = models.JSONField(
        _("names it goes by"),
        default=list,
        blank=True,
        help_text=_("Names, hashtags and handles under which people speak of it."),
    )

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["name"]

    def __str__(self) -> str:
        """Give its name."""
        return self.name


class User(AbstractUser):
    """A person who logs in. What they may do is said by their memberships."""

    language = models.CharField(
        _("language"), max_length=5, choices=[("en", "English"), ("fr", "Français")], default="fr"
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def shown_name(self) -> str:
        """The name that colleagues see."""
        return self.get_full_name() or self.username


class Role(models.TextChoices):
    """What a person is for an entity."""

    AGENT = "agent", _("agent")
    SUPERVISOR = "supervisor", _("supervisor")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """A person has a role in an entity, and so in all entities below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(fields=["user", "entity", "role"], name="one_role_once"),
        ]


class Mode(models.TextChoices):
    """How far an account may speak. Each step up is a decision that somebody signs."""

    LISTEN_ONLY = "listen_only", _("listen only")
    ANSWER = "answer", _("answer")
    PUBLISH = "publish", _("publish")


class Account(models.Model):
    """A presence of the bank on a network, as the register knows it.

    ``credentials`` are encrypted by ``governance.sealing`` and never shown again.
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="accounts")
    network = models.CharField(_("network"), max_length=40)
    handle = models.CharField(_("handle"), max_length=200)
    owner = models.ForeignKey(User, models.PROTECT, related_name="owned_accounts")
    purpose = models.CharField(_("purpose"), max_length=300)
    audience = models.CharField(_("audience"), max_length=300, blank=True)
    mode = models.CharField(
        _("mode"), max_length=20, choices=Mode.choices, default=Mode.LISTEN_ONLY
    )
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    credentials = models.BinaryField(_("credentials"), blank=True, default=b"")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("connected account")
        verbose_name_plural = _("connected accounts")
        ordering = ["network", "handle"]
        constraints = [
            models.UniqueConstraint(fields=["network", "handle"], name="one_account_once"),
        ]

    def __str__(self) -> str:
        """Give handle and network."""
        return f"{self.handle} ({self.network})"

    @property
    def may_answer(self) -> bool:
        """Whether replies may leave through this account."""
        return self.closed_at is None and self.mode in {Mode.ANSWER, Mode.PUBLISH}


class LedgerEntry(models.Model):
    """One act. Appended by ``governance.ledger`` only, never changed, never removed.

    ``number`` counts from 1 without a gap. ``digest`` is the SHA-256 of the canonical content
    and of the digest before it, which is kept in ``before``: an entry edited, removed or moved
    shows, and each entry can still be judged when its neighbour is gone.
    ``actor`` is a person's log-in name, or ``system``. ``object`` reads ``desk.conversation:42``.
    ``data`` holds plain facts (ids, states, counts, kinds of findings), never a post's text.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    verb = models.CharField(max_length=80)
    object = models.CharField(max_length=120)
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["object", "number"], name="ledger_by_object"),
            models.Index(fields=["entity", "number"], name="ledger_by_entity"),
            models.Index(fields=["actor", "number"], name="ledger_by_actor"),
            models.Index(fields=["verb", "number"], name="ledger_by_verb"),
            models.Index(fields=["at"], name="ledger_by_time"),
        ]


class LedgerHead(models.Model):
    """The end of the chain: one row, locked by whoever appends.

    It also says how long the chain is, so that an entry cut off the end shows.
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=1), name="one_ledger_head")]


class LogInWait(models.Model):
    """Failed log-ins counted for a name, an address, or both; nobody enters before ``until``.

    ``key`` is a keyed digest: what people type as a name is at times their password.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("wait before a log-in")


class WorkerBeat(models.Model):
    """A worker was alive at ``at``. Only told to people: no lease depends on it."""

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign of life of a worker")


class GuardPolicy(models.Model):
    """What an entity's guard does with confidential data: one version of its policy, as TOML.

    In force is the latest signed version of the entity, else of the nearest one above, else the
    defaults. An entity has at most one draft, which is not signed. What is signed is never changed:
    ``digest`` is the SHA-256 of what was signed, and a text that does not fit it is not in force.
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="guard_policies")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("policy"))
    note = models.CharField(_("why"), max_length=300, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("policy of the guard")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="one_guard_version_once"),
            models.UniqueConstraint(
                fields=["entity"], condition=Q(signed_at=None), name="one_guard_draft"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="guard_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                name="guard_signed_by_another",
            ),
        ]

    @property
    def digest_of_text(self) -> str:
        """The digest that the version should have, by what it says now."""
        return guard_digest(self.entity_id, self.number, self.text)

    @property
    def content_digest(self) -> str:
        """What stands for all that a signer reads: another row, text, note or author shows."""
        return content_digest(self)


class CharterVersion(models.Model):
    """What an entity's charter says is done with posts: one version of it, as TOML.

    In force is the latest signed version of the entity, else of the nearest one above, else the
    charter that comes with Parvis. Drafts, signatures and digests are as those of ``GuardPolicy``.
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="charters")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("charter"))
    note = models.CharField(_("why"), max_length=300, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version of the charter")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="one_charter_version_once"),
            models.UniqueConstraint(
                fields=["entity"], condition=Q(signed_at=None), name="one_charter_draft"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="charter_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                name="charter_signed_by_another",
            ),
        ]

    @property
    def digest_of_text(self) -> str:
        """The digest that the version should have, by what it says now."""
        return charter_digest(self.entity_id, self.number, self.text)

    @property
    def content_digest(self) -> str:
        """What stands for all that a signer reads: another row, text, note or author shows."""
        return content_digest(self)


class PublishedContact(models.Model):
    """A value that the bank published itself, and that is no secret: a branch's number or address.

    ``kind`` is a kind of the guard (``PHONE``), ``name`` the value in the form in which values are
    compared. It holds for the entity, for those above it and for those below it. ``changed_at`` is
    later than that of every change of the entity's contacts before: by the last one it is known
    whether anything changed. A row is never changed but removed and made anew: it can be undone.
    """

    class Source(models.TextChoices):
        """Where it comes from: an import replaces what an import brought, and nothing else."""

        TYPED = "typed", _("typed")
        REGISTER = "register", _("branch register")

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=20)
    value = models.CharField(_("value"), max_length=200)
    name = models.CharField(max_length=200)
    label = models.CharField(_("whose it is"), max_length=120)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("published contact")
        ordering = ["label", "kind", "value"]
        indexes = [models.Index(fields=["entity", "changed_at"], name="contact_by_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "kind", "name"],
                condition=Q(removed_at=None),
                name="one_contact_once",
            ),
        ]


class HandedInRegister(models.Model):
    """A file that somebody looks at before it is taken in: of each sort one a person and entity.

    ``content`` is the file, sealed by ``governance.sealing``: it may be another one than was meant.
    It is gone once it is taken in or left, and after a day.
    """

    class What(models.TextChoices):
        """What it holds."""

        CONTACTS = "contacts", _("branch register")
        NAMES = "names", _("products and branches")

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices, default=What.CONTACTS)
    content = models.BinaryField()
    at = models.DateTimeField(_("handed in"), db_index=True)

    class Meta:
        verbose_name = _("branch register handed in")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "person", "what"], name="one_register_looked_at"
            ),
        ]

    @property
    def digest(self) -> str:
        """What stands for this very file: another one in its place has another one."""
        return hashlib.sha256(self.content).hexdigest()


class SealedValue(models.Model):
    """Confidential data kept for a time, readable with a role and a reason only.

    ``object`` says where it was (``intake.post:42``), ``mark`` which of the marks in that text
    stands for it, from 0. ``ciphertext`` is under a key of its own; that key is in ``data_key``,
    sealed by a key that is not in the database (``governance.sealing``).
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="+")
    object = models.CharField(max_length=120)
    mark = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=20)
    ciphertext = models.BinaryField()
    data_key = models.BinaryField()
    sealed_at = models.DateTimeField(_("sealed"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)
    opened = models.PositiveIntegerField(_("times opened"), default=0)

    class Meta:
        verbose_name = _("sealed value")
        constraints = [
            models.UniqueConstraint(fields=["object", "mark"], name="one_seal_a_mark"),
        ]

    @property
    def place(self) -> str:
        """What the ciphertext is bound to: moved to another row, it does not open."""
        return f"{self.entity_id}/{self.object}/{self.mark}/{self.kind}"
