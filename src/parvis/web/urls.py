"""Every address of the product, room by room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("parvis.design.urls")),
    path("", include("parvis.governance.urls")),
    path("", include("parvis.intake.urls")),
    path("", include("parvis.outbox.urls")),
    path("", include("parvis.desk.urls")),
]
