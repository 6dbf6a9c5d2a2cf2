"""Intake as a Django application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.intake"
    default_auto_field = "django.db.models.BigAutoField"
