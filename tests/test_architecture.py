"""What import contracts cannot see: the same floors hold for relations, templates and addresses."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "parvis"
LONGEST = 400
"""Lines of a file that still tells one story."""

TEMPLATES = sorted(SOURCES.glob("*/templates/**/*.html"))


def floors() -> dict[str, int]:
    """The floor of each room, as the import contract has it; the ground has the highest number."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(
        contract["layers"]
        for contract in contracts["contracts"]
        if contract.get("containers") == ["parvis"]
    )
    return {room.strip(): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


FLOORS = floors()


def reaches_down(room: str, other: str) -> bool:
    return room == other or FLOORS[room] < FLOORS[other]


def room_of(module: str) -> str | None:
    """The room that a module is in; None where it is not ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "parvis" and len(parts) > 1 else None


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("parvis.")]


def test_the_floors_are_read_from_the_contract():
    assert FLOORS["web"] < FLOORS["desk"] < FLOORS["intake"] == FLOORS["outbox"]
    assert not reaches_down("intake", "outbox")
    assert not reaches_down("governance", "desk")
    assert reaches_down("desk", "governance")


def test_relations_between_models_go_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.concrete
        if (theirs := room_of(field.related_model.__module__))
        and not reaches_down(room_of(model.__module__), theirs)
    ]
    assert our_models()
    assert not upward


def rooms_of_templates() -> dict[str, str]:
    found = {}
    for path in TEMPLATES:
        room, _, name = str(path.relative_to(SOURCES)).split("/", 2)
        found[name] = room
    return found


def uses(template: Path, tags: str) -> list[str]:
    """The quoted first arguments of some tags in a template."""
    return re.findall(rf"{{%-?\s*(?:{tags})\s+[\"']([^\"'#]+)", template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_templates_extend_and_include_what_lies_below(template):
    owners = rooms_of_templates()
    room = template.relative_to(SOURCES).parts[0]
    upward = [
        name
        for name in uses(template, "extends|include")
        if name in owners and not reaches_down(room, owners[name])
    ]
    assert not upward


def rooms_of_addresses() -> dict[str, str | None]:
    """The room whose view answers each named address; None where it is Django's own."""

    def walk(resolver: URLResolver):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry)
            elif isinstance(entry, URLPattern) and entry.name:
                view = getattr(entry.callback, "view_class", entry.callback)
                yield entry.name, room_of(view.__module__)

    return dict(walk(get_resolver()))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_templates_link_to_addresses_that_lie_below(template):
    owners = rooms_of_addresses()
    room = template.relative_to(SOURCES).parts[0]
    names = uses(template, "url")
    assert not [name for name in names if name not in owners], "an address that does not exist"
    assert not [name for name in names if owners[name] and not reaches_down(room, owners[name])]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_templates_hold_no_script_and_no_style(template):
    markup = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", template.read_text(), flags=re.DOTALL)
    assert not re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", markup)
    assert not re.findall(r"<style|\sstyle\s*=", markup)
    assert not re.findall(r"<[^>]*\s(on[a-z]+)\s*=", markup)
    assert not re.findall(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//[^\"']*", markup)
    assert not re.findall(r"\|\s*safe(?:seq)?\b|autoescape\s+off", template.read_text())


def test_the_package_itself_is_empty():
    assert (SOURCES / "__init__.py").read_text() == ""


def source_files() -> list[Path]:
    return [
        path
        for pattern in ("**/*.py", "**/*.html", "**/*.css", "**/*.js")
        for path in SOURCES.glob(pattern)
        if not {"migrations", "vendor"} & set(path.parts)
    ]


def test_no_file_is_longer_than_one_story():
    assert len(source_files()) > 50
    lengths = {path: len(path.read_text().splitlines()) for path in source_files()}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_every_room_says_what_it_is():
    for room in FLOORS:
        if (package := SOURCES / room / "__init__.py").exists():
            assert ast.get_docstring(ast.parse(package.read_text())), room


BLOCKED = textwrap.dedent(
    """
    import sys

    class NoFramework:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {"django", "wagtail"}:
                raise ImportError(f"{name} was imported by a room that knows no framework")

    sys.meta_path.insert(0, NoFramework())
    """
)


def test_the_engine_passes_its_tests_without_django(tmp_path):
    (tmp_path / "without_framework.py").write_text(BLOCKED)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/engine", "-q", "-x", "--noconftest",
         "-c", "/dev/null", "--rootdir", str(ROOT), "-p", "without_framework",
         "-p", "tests.untimed", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist",
         # Counting every step takes minutes, and has nothing to do with a framework.
         "--ignore", "tests/engine/guard/test_work.py"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{tmp_path}:{ROOT}", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_engine_networks_and_scan_are_loaded_without_django():
    program = BLOCKED + textwrap.dedent(
        """
        import importlib, pkgutil
        for room in ("parvis.engine", "parvis.networks"):
            package = importlib.import_module(room)
            for module in pkgutil.walk_packages(package.__path__, room + "."):
                if ".training" not in module.name:  # needs what only training installs
                    importlib.import_module(module.name)
        from parvis.networks.registry import networks
        assert networks()
        """
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
