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
            MANAGE,
            PROTECT,
            READ,
            READ_LEDGER,
            SIGN_MODE,
            register_permission,
        )

        watching = {Role.SUPERVISOR, Role.AUDITOR}
        register_permission(MANAGE, {Role.ADMINISTRATOR}, machine=True)
        register_permission(SIGN_MODE, {Role.SUPERVISOR, Role.ADMINISTRATOR})
        register_permission(READ, {*watching, Role.ADMINISTRATOR})
        register_permission(READ_LEDGER, watching)
        register_permission(PROTECT, frozenset(), machine=True)
        _show_places()


def _show_places() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

    from parvis.design.messages import register_messages  # noqa: PLC0415
    from parvis.design.navigation import (  # noqa: PLC0415
        Entry,
        OwnEntry,
        register_entry,
        register_own_entry,
    )
    from parvis.governance.permissions import (  # noqa: PLC0415
        READ,
        READ_LEDGER,
        may_anywhere,
    )
    from parvis.governance.sentences import SENTENCES, VERBS  # noqa: PLC0415
    from parvis.governance.verbs import register_verbs  # noqa: PLC0415

    register_messages(SENTENCES)
    register_verbs(VERBS)
    for key, label, icon, order, permission in (
        ("accounts", _("Accounts"), "account", 40, READ),
        ("people", _("People"), "people", 50, READ),
        ("entities", _("Entities"), "network", 60, READ),
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
            )
        )
    register_own_entry(
        OwnEntry(key="password", label=_("Change your password"), url="password", order=80)
    )
    register_own_entry(
        OwnEntry(key="logout", label=_("Log out"), url="logout", order=90, post=True)
    )
