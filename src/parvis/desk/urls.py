"""Addresses of desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from parvis.desk import label_views, views

_ONE = "conversations/<row:pk>/"

urlpatterns: list[URLPattern] = [
    path("", views.inbox, name="inbox"),
    path("inbox/rows/", views.inbox_rows, name="inbox_rows"),
    path("corrections/", label_views.corrections, name="corrections"),
    path(f"{_ONE}labels/<row:post>/", label_views.correct, name="correct_labels"),
    path(f"{_ONE}labels/<row:post>/back/", label_views.take_back, name="take_back_correction"),
    path("overrides/", views.overrides, name="overrides"),
    path("events/", views.events, name="events"),
    path(_ONE, views.conversation, name="conversation"),
    path(f"{_ONE}context/", views.around, name="conversation_context"),
    path(f"{_ONE}check/", views.check, name="check_draft"),
    path(f"{_ONE}safe/", views.make_safe, name="make_safe"),
    path(f"{_ONE}reply/", views.reply, name="reply"),
    path("replies/<row:pk>/cancel/", views.cancel, name="cancel_reply"),
    path("replies/<row:pk>/retry/", views.retry, name="retry_reply"),
    path(f"{_ONE}assign/", views.assign, name="assign"),
    path(f"{_ONE}note/", views.note, name="note"),
    path(f"{_ONE}snooze/", views.snooze, name="snooze"),
    path(f"{_ONE}resolve/", views.resolve, name="resolve"),
    path(f"{_ONE}reopen/", views.reopen, name="reopen"),
    path(f"{_ONE}decline/", views.decline, name="decline"),
    path(f"{_ONE}presence/", views.presence, name="presence"),
]
