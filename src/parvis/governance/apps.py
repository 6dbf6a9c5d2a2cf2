"""Governance as a Django application."""

from functools import partial

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The room that the others answer to."""

    name = "parvis.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room."""
        from parvis.governance.models import Role  # noqa: PLC0415 - models come first
        from parvis.governance.permissions import (  # noqa: PLC0415
            DRAFT_CHARTER,
            DRAFT_GUARD,
            MANAGE,
            OPEN_SEALED,
            PROPOSE_MODEL,
            PROTECT,
            READ,
            READ_CHARTER,
            READ_LEDGER,
            SEAL,
            SIGN_CHARTER,
            SIGN_GUARD,
            SIGN_MODE,
            SIGN_MODEL,
            TRY_GUARD,
            register_permission,
        )

        watching = {Role.SUPERVISOR, Role.AUDITOR}
        register_permission(MANAGE, {Role.ADMINISTRATOR}, machine=True)
        register_permission(SIGN_MODE, {Role.SUPERVISOR, Role.ADMINISTRATOR})
        register_permission(READ, {*watching, Role.ADMINISTRATOR})
        register_permission(READ_LEDGER, watching)
        register_permission(PROTECT, frozenset(), machine=True)
        register_permission(DRAFT_GUARD, {Role.ADMINISTRATOR})
        register_permission(SIGN_GUARD, {Role.SUPERVISOR, Role.ADMINISTRATOR})
        register_permission(TRY_GUARD, set(Role))
        register_permission(READ_CHARTER, set(Role))
        register_permission(DRAFT_CHARTER, {Role.ADMINISTRATOR})
        register_permission(SIGN_CHARTER, {Role.SUPERVISOR, Role.ADMINISTRATOR})
        register_permission(PROPOSE_MODEL, {Role.ADMINISTRATOR})
        register_permission(SIGN_MODEL, {Role.SUPERVISOR, Role.ADMINISTRATOR})
        # Whoever audits openings does not open: auditors read the ledger.
        register_permission(OPEN_SEALED, {Role.SUPERVISOR})
        register_permission(SEAL, frozenset(), machine=True)
        _have_work_done()
        _show_places()


def _have_work_done() -> None:
    from parvis.governance.schedule import register_task  # noqa: PLC0415
    from parvis.governance.tasks import destroy_expired  # noqa: PLC0415

    register_task("governance.destroy_expired", destroy_expired, every_seconds=600)


def _show_places() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

    from parvis.design.messages import register_messages  # noqa: PLC0415
    from parvis.design.navigation import (  # noqa: PLC0415
        Entry,
        OwnEntry,
        register_entry,
        register_own_entry,
    )
    from parvis.governance.charter_sentences import CHARTER  # noqa: PLC0415
    from parvis.governance.guard_sentences import GUARD  # noqa: PLC0415
    from parvis.governance.ledger_facts import FACTS, THINGS  # noqa: PLC0415
    from parvis.governance.ledger_words import register_facts, register_things  # noqa: PLC0415
    from parvis.governance.model_sentences import MODELS  # noqa: PLC0415
    from parvis.governance.model_sentences import VERBS as MODEL_VERBS  # noqa: PLC0415
    from parvis.governance.permissions import (  # noqa: PLC0415
        READ,
        READ_CHARTER,
        READ_LEDGER,
        TRY_GUARD,
        may_anywhere,
    )
    from parvis.governance.sentences import SENTENCES, VERBS  # noqa: PLC0415
    from parvis.governance.verbs import register_verbs  # noqa: PLC0415

    register_messages({**SENTENCES, **GUARD, **CHARTER, **MODELS})
    register_verbs({**VERBS, **MODEL_VERBS})
    register_facts(FACTS)
    register_things(THINGS)
    for key, label, icon, order, permission in (
        ("accounts", _("Accounts"), "account", 40, READ),
        ("people", _("People"), "people", 50, READ),
        ("entities", _("Entities"), "network", 60, READ),
        ("guards", _("Guard"), "secure", 65, TRY_GUARD),
        ("charters", _("Charter"), "check", 67, READ_CHARTER),
        ("models", _("Models"), "filter", 68, READ),
        ("ledger", _("Ledger"), "ledger", 70, READ_LEDGER),
    ):
        register_entry(
            Entry(
                key=key,
                label=label,
                url=key,
                icon=icon,
                order=order,
                visible=partial(may_anywhere, permission=permission),
                beside="charters" if key == "models" else "",
            )
        )
    register_own_entry(
        OwnEntry(key="password", label=_("Change your password"), url="password", order=80)
    )
    register_own_entry(
        OwnEntry(key="logout", label=_("Log out"), url="logout", order=90, post=True)
    )
