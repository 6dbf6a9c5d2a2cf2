"""Governance as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The room that the others answer to."""

    name = "parvis.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room."""
        from parvis.governance.actions import MANAGE, SIGN_MODE  # noqa: PLC0415 - models first
        from parvis.governance.models import Role  # noqa: PLC0415
        from parvis.governance.permissions import register_permission  # noqa: PLC0415

        register_permission(MANAGE, {Role.ADMINISTRATOR}, machine=True)
        register_permission(SIGN_MODE, {Role.SUPERVISOR, Role.ADMINISTRATOR})
