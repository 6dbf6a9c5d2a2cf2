"""Governance as a Django application."""

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
