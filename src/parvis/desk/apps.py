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
        from parvis.desk import actions, rules  # noqa: PLC0415
        from parvis.desk.follow import follow_intake, follow_outbox  # noqa: PLC0415
        from parvis.desk.ledger_facts import FACTS, THINGS  # noqa: PLC0415
        from parvis.desk.queries import override_counts  # noqa: PLC0415
        from parvis.desk.sentences import SENTENCES, VERBS  # noqa: PLC0415
        from parvis.governance.charter_posts import register_override_counts  # noqa: PLC0415
        from parvis.governance.ledger_words import (  # noqa: PLC0415
            register_facts,
            register_things,
        )
        from parvis.governance.permissions import entities_for, register_permission  # noqa: PLC0415
        from parvis.governance.schedule import register_task  # noqa: PLC0415
        from parvis.governance.verbs import register_verbs  # noqa: PLC0415

        register_permission(rules.READ, rules.READERS)
        register_permission(rules.WORK, rules.WORKERS)
        register_permission(rules.ANSWER, rules.WORKERS)
        register_permission(rules.DECIDE, rules.DECIDERS)
        register_permission(rules.READ_OVERRIDES, rules.WATCHERS)
        register_permission(rules.REVIEW_LABELS, rules.WATCHERS)
        register_permission(rules.FOLLOW, frozenset(), machine=True)
        register_messages(SENTENCES)
        register_verbs(VERBS)
        register_facts(FACTS)
        register_things(THINGS)
        register_override_counts("desk.overrides", override_counts)
        register_task("desk.follow_intake", follow_intake, every_seconds=0.1)
        register_task("desk.follow_outbox", follow_outbox, every_seconds=0.5)
        register_task("desk.wake_snoozed", actions.wake_snoozed, every_seconds=5)
        register_task("desk.forget_presences", actions.forget_presences, every_seconds=600)
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
        register_entry(
            Entry(
                key="overrides",
                label=_("Overrides"),
                url="overrides",
                icon="no-reply",
                order=67,
                visible=lambda user: bool(entities_for(user, rules.READ_OVERRIDES)),
                beside="charters",
            )
        )
        register_entry(
            Entry(
                key="corrections",
                label=_("Corrections"),
                url="corrections",
                icon="edited",
                order=67,
                visible=lambda user: bool(entities_for(user, rules.REVIEW_LABELS)),
                beside="charters",
            )
        )
