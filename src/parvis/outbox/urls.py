"""Addresses of outbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from parvis.outbox import views

_ONE = "deliveries/<row:pk>/"

urlpatterns: list[URLPattern] = [
    path("deliveries/", views.list_deliveries, name="deliveries"),
    path(_ONE, views.show_delivery, name="delivery"),
    path(f"{_ONE}retry/", views.retry_delivery, name="retry_delivery"),
    path(f"{_ONE}settle/", views.settle_delivery, name="settle_delivery"),
]
