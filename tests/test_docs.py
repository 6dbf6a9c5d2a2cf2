"""Documentation is a part of the product: what it leaves out fails here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from parvis.cli.main import COMMANDS, main
from parvis.networks.registry import networks

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "parvis"
README = (ROOT / "README.md").read_text()
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
PAGES += [str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("**/*.md"))]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_explains_itself(command):
    assert f"`parvis {command}" in README
    found = main.get_command(None, command)
    assert found is not None
    assert command == "manage" or found.help


def settings_read() -> set[str]:
    """Every name that is read from the environment, by settings and by commands."""
    found = set()
    for path in [*SOURCES.glob("web/**/*.py"), *SOURCES.glob("cli/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(?:PARVIS_[A-Z_]+|DATABASE_URL)$", node.value))
    return found


def test_settings_are_found_at_all():
    assert {"DATABASE_URL", "PARVIS_KEYS", "PARVIS_HOSTS", "PARVIS_PORT"} <= settings_read()


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_every_setting_is_in_the_readme(name):
    assert f"| `{name}` |" in README


def test_settings_of_the_readme_exist():
    assert set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) <= settings_read()


@pytest.mark.parametrize("network", sorted(networks()))
def test_every_network_is_in_the_readme(network):
    assert f"`{network}`" in README


OURS = [model for model in apps.get_models() if model.__module__.startswith("parvis.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_has_its_word_in_the_glossary(model):
    assert f"`{model._meta.label}`" in GLOSSARY


def test_the_glossary_names_no_model_that_is_gone():
    labels = {model._meta.label for model in OURS}
    assert set(re.findall(r"`(\w+\.[A-Z]\w+)`", GLOSSARY)) <= labels


def test_every_word_of_the_glossary_has_its_french():
    entries = re.findall(r"^- \*\*(.+?)\*\*(.*)", GLOSSARY, re.MULTILINE)
    assert len(entries) > 30
    assert not [word for word, rest in entries if not re.match(r" \[[^\]]+\]", rest)]


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    folder = (ROOT / page).parent
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (ROOT / page).read_text())
    assert not [link for link in links if not (folder / link).exists()]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`make ([a-z]+)", README))))
def test_make_commands_of_the_readme_exist(command):
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
