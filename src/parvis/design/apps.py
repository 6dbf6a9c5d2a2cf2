"""Design as a Django application."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.design"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how addresses name rows, before any address is read."""
        from django.urls import register_converter  # noqa: PLC0415 - start-up stays fast

        from parvis.design.row_numbers import RowNumber  # noqa: PLC0415

        register_converter(RowNumber, "row")
