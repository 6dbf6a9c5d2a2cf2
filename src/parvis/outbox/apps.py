"""Outbox as a Django application."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.outbox"
    default_auto_field = "django.db.models.BigAutoField"
