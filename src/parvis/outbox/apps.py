"""Outbox as a Django application."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room, and its sentences."""
        from parvis.design.messages import register_messages  # noqa: PLC0415 - models come first
        from parvis.governance.ledger_words import (  # noqa: PLC0415
            register_facts,
            register_things,
        )
        from parvis.governance.models import Role  # noqa: PLC0415
        from parvis.governance.permissions import register_permission  # noqa: PLC0415
        from parvis.governance.verbs import register_verbs  # noqa: PLC0415
        from parvis.outbox.ledger_facts import FACTS, THINGS  # noqa: PLC0415
        from parvis.outbox.places import show_places  # noqa: PLC0415
        from parvis.outbox.rules import DELIVER, READ, RUN, SETTLE  # noqa: PLC0415
        from parvis.outbox.sentences import SENTENCES, VERBS  # noqa: PLC0415

        register_permission(DELIVER, {Role.AGENT, Role.SUPERVISOR})
        register_permission(READ, {Role.AGENT, Role.SUPERVISOR, Role.AUDITOR})
        register_permission(SETTLE, {Role.AGENT, Role.SUPERVISOR})
        register_permission(RUN, frozenset(), machine=True)
        register_messages(SENTENCES)
        register_verbs(VERBS)
        register_facts(FACTS)
        register_things(THINGS)
        show_places()
