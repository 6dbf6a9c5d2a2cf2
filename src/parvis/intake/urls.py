"""Addresses of intake."""

from __future__ import annotations

from django.urls import URLPattern, path

from parvis.intake import views

_LETTER = "dead-letters/<row:pk>/"

urlpatterns: list[URLPattern] = [
    path("sources/", views.list_sources, name="sources"),
    path("sources/start/<row:pk>/", views.start_source, name="start_source"),
    path("sources/<row:pk>/pause/", views.pause_source, name="pause_source"),
    path("sources/<row:pk>/resume/", views.resume_source, name="resume_source"),
    path("dead-letters/", views.list_dead_letters, name="dead_letters"),
    path(_LETTER, views.show_dead_letter, name="dead_letter"),
    path(f"{_LETTER}replay/", views.replay_dead_letter, name="replay_dead_letter"),
    path(f"{_LETTER}discard/", views.discard_dead_letter, name="discard_dead_letter"),
]
