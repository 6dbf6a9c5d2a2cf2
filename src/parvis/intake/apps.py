"""Intake as a Django application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who holds the permissions of this room, and its sentences."""
        from parvis.design.messages import register_messages  # noqa: PLC0415 - models come first
        from parvis.governance.charter_posts import register_judged_posts  # noqa: PLC0415
        from parvis.governance.guard_samples import register_sample  # noqa: PLC0415
        from parvis.governance.ledger_words import (  # noqa: PLC0415
            register_facts,
            register_things,
        )
        from parvis.governance.models import Role  # noqa: PLC0415
        from parvis.governance.permissions import register_permission  # noqa: PLC0415
        from parvis.governance.schedule import register_task  # noqa: PLC0415
        from parvis.governance.verbs import register_verbs  # noqa: PLC0415
        from parvis.intake.judged import StoredJudgements  # noqa: PLC0415
        from parvis.intake.ledger_facts import FACTS, THINGS  # noqa: PLC0415
        from parvis.intake.network_sentences import ENGINE, NETWORKS  # noqa: PLC0415
        from parvis.intake.places import show_places  # noqa: PLC0415
        from parvis.intake.rules import DEAD_LETTERS, SOURCES, STORE  # noqa: PLC0415
        from parvis.intake.samples import StoredPosts  # noqa: PLC0415
        from parvis.intake.sentences import SENTENCES, VERBS  # noqa: PLC0415
        from parvis.intake.tasks import erase  # noqa: PLC0415
        from parvis.intake.transformer_sentences import TRANSFORMER  # noqa: PLC0415

        minding = {Role.SUPERVISOR, Role.ADMINISTRATOR}
        register_permission(DEAD_LETTERS, minding, machine=True)
        register_permission(SOURCES, minding, machine=True)
        register_permission(STORE, frozenset(), machine=True)
        register_messages({**SENTENCES, **NETWORKS, **ENGINE, **TRANSFORMER})
        register_verbs(VERBS)
        register_facts(FACTS)
        register_things(THINGS)
        register_sample("intake.posts", StoredPosts())
        register_judged_posts("intake.posts", StoredJudgements())
        register_task("intake.erase", erase, every_seconds=600)
        show_places()
