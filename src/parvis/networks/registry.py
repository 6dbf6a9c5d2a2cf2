"""Finds the adapters: every module of this folder, and the entry point ``parvis.networks``."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Any

import parvis.networks
from parvis.errors import Invalid, NotFound
from parvis.networks.network import Network


@cache
def networks() -> Mapping[str, type[Network]]:
    """Every network that can be connected, by key."""
    found: dict[str, type[Network]] = {}
    for module in pkgutil.iter_modules(parvis.networks.__path__):
        for _, kind in inspect.getmembers(
            import_module(f"parvis.networks.{module.name}"), inspect.isclass
        ):
            if issubclass(kind, Network) and not inspect.isabstract(kind):
                found[kind.key] = kind
    for entry in entry_points(group="parvis.networks"):
        kind = entry.load()
        found.setdefault(kind.key, kind)
    return MappingProxyType(dict(sorted(found.items())))


def network(key: str) -> type[Network]:
    """Give the network of that key; raises ``NotFound``."""
    try:
        return networks()[key]
    except KeyError as error:
        raise NotFound("network.unknown", network=key) from error


def connect(key: str, settings: Mapping[str, Any], credentials: Mapping[str, Any]) -> Network:
    """Build an adapter from plain mappings; unknown fields are refused with ``Invalid``."""
    kind = network(key)
    return kind(
        _filled(kind.settings_type, settings, network=key),
        _filled(kind.credentials_type, credentials, network=key),
    )


def folders_of(key: str, settings: Mapping[str, Any]) -> tuple[Path, ...]:
    """Give the folders of this machine that an account of that network reads and writes."""
    kind = network(key)
    return kind.folders(_filled(kind.settings_type, settings, network=key))


def _filled(shape: type, values: Mapping[str, Any], *, network: str) -> Any:
    names = {item.name for item in fields(shape)}
    if strange := sorted(set(values) - names):
        raise Invalid("network.setting_unknown", network=network, field=strange[0])
    try:
        return shape(**values)
    except (TypeError, ValueError) as error:
        raise Invalid("network.setting_missing", network=network) from error
