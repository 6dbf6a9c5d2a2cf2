"""Desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room, what machines do in it, and its sentences."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from parvis.design.messages import register_messages  # noqa: PLC0415 - models first
        from parvis.design.navigation import Entry, register_entry  # noqa: PLC0415
        from parvis.desk import rules  # noqa: PLC0415
        from parvis.desk.sentences import SENTENCES  # noqa: PLC0415
        from parvis.governance.permissions import entities_for, register_permission  # noqa: PLC0415

        register_permission(rules.READ, rules.READERS)
        register_permission(rules.WORK, rules.WORKERS)
        register_permission(rules.ANSWER, rules.WORKERS)
        register_permission(rules.FOLLOW, frozenset(), machine=True)
        register_messages(SENTENCES)
        register_entry(
            Entry(
                key="inbox",
                label=_("Inbox"),
                url="inbox",
                icon="inbox",
                order=0,
                visible=lambda user: bool(entities_for(user, rules.READ)),
            )
        )
