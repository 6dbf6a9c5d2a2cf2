"""Desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room, what machines do in it, and its sentences."""
        from parvis.design.messages import register_messages  # noqa: PLC0415 - models first
        from parvis.desk import rules  # noqa: PLC0415
        from parvis.desk.sentences import SENTENCES  # noqa: PLC0415
        from parvis.governance.permissions import register_permission  # noqa: PLC0415

        register_permission(rules.READ, rules.READERS)
        register_permission(rules.WORK, rules.WORKERS)
        register_permission(rules.ANSWER, rules.WORKERS)
        register_permission(rules.FOLLOW, frozenset(), machine=True)
        register_messages(SENTENCES)
