"""Colours that can be read, and pages that bring nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import parvis.design
from parvis.design.templatetags.design import STYLES

ROOM = Path(parvis.design.__file__).parent
STATIC = ROOM / "static" / "design"
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {name: pair for name, *pair in PAIR.findall((STATIC / "css/tokens.css").read_text())}

SHEETS = ("paper", "surface", "sunken", "raised", "accent-soft")
READ = [(ink, sheet) for ink in ("ink", "ink-soft") for sheet in SHEETS]
READ += [("accent", sheet) for sheet in ("paper", "surface", "raised", "accent-soft")]
READ += [
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("accent-strong", "accent-soft"),
]
READ += [
    (kind, sheet)
    for kind in ("good", "info", "warning", "danger", "public", "private", "secure")
    for sheet in ("surface", "paper", f"{kind}-soft")
]
READ += [("ink", f"{kind}-soft") for kind in ("good", "info", "warning", "danger")]
READ += [("ink-soft", f"{kind}-soft") for kind in ("warning", "danger", "private")]
READ += [("surface", kind) for kind in ("public", "private", "secure")]
SEEN = [("line-strong", sheet) for sheet in ("paper", "surface", "raised")]
SEEN += [("focus", sheet) for sheet in SHEETS]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours (its definition of relative luminance)."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_word_can_be_read_and_every_edge_seen(theme: int):
    weak = {
        (ink, sheet): round(ratio, 2)
        for pairs, enough in ((READ, 4.5), (SEEN, 3.0))
        for ink, sheet in pairs
        if (ratio := contrast(TOKENS[ink][theme], TOKENS[sheet][theme])) < enough
    }
    assert weak == {}


def test_every_style_sheet_is_loaded_and_every_one_that_is_loaded_exists():
    there = {str(p.relative_to(STATIC / "css"))[:-4] for p in (STATIC / "css").rglob("*.css")}
    assert set(STYLES) == there


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'id="icon-([a-z-]+)"', render_to_string("design/icons.html")))
    named = {
        name
        for page in ROOM.parent.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([a-z-]+)"', page.read_text())
    }
    assert named <= drawn


def test_no_page_holds_script_or_style_of_its_own():
    kinds = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=|https?://(?!www\.w3\.org)"
    )
    for page in ROOM.parent.rglob("templates/**/*.html"):
        assert not kinds.search(page.read_text()), page.name
