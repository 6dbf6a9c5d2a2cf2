"""Text of posts that come as HTML (Mastodon, feeds)."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from parvis.engine.clean import clean_text

_DROPPED = ["script", "style", "template", "noscript", "iframe", "object", "svg", "title", "head"]
_BLOCKS = (
    "p, div, li, ul, ol, blockquote, pre, h1, h2, h3, h4, h5, h6, tr, table, section, article,"
    "header, footer, figure, figcaption, hr, dl, dt, dd"
)
_SPACES = re.compile(r"[ \t\r\f\v]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")
_LINE_BREAK = "\ue000"
_PARAGRAPH = "\ue001"
_TAG = re.compile(r"<(?:script|style)\b[^<]*</|<[^<>]*>|<", re.IGNORECASE)
_MOST_TAGS = 5_000  # far above any post; deep nesting takes the parser the square of its depth
_MARKS = str.maketrans({_LINE_BREAK: " ", _PARAGRAPH: " "})


def text_of_html(html: str) -> str:
    """Give the text that a reader of an HTML fragment sees, clean and stripped.

    Paragraphs are parted by an empty line, ``<br>`` breaks a line. Shortened links give their
    whole address: Mastodon hides the rest of it in spans that are still text.
    """
    if "<" not in html and "&" not in html:
        return clean_text(html).strip()
    if html.count("<") > _MOST_TAGS:
        return _laid_out(clean_text(unescape(_TAG.sub(_PARAGRAPH, html.translate(_MARKS)))))
    tree = LexborHTMLParser(clean_text(html).translate(_MARKS))
    if tree.body is None:
        return ""
    tree.strip_tags(_DROPPED)
    for node in tree.css("br"):
        node.replace_with(_LINE_BREAK)
    for node in tree.css(_BLOCKS):
        node.insert_before(_PARAGRAPH)
        node.insert_after(_PARAGRAPH)
    text = tree.body.text(deep=True) if tree.body else ""
    return _laid_out(clean_text(text))


def _laid_out(text: str) -> str:
    text = _SPACES.sub(" ", text.replace("\n", " "))
    text = text.replace(_LINE_BREAK, "\n").replace(_PARAGRAPH, "\n\n")
    return _MANY_LINES.sub("\n\n", _AROUND_LINES.sub("\n", text)).strip()
