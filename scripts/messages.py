"""The French catalogue: brought up to date with the code, compiled, checked.

    python scripts/messages.py            extract, merge, compile; lists what is to be translated
    python scripts/messages.py --check    complete, current, compiled as committed?

Extraction needs GNU gettext (Debian: apt install gettext). Without it the check says so, and fails
where CI=true; all the rest is checked all the same.
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import polib

from parvis.networks.network import Network
from parvis.networks.registry import networks

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "parvis"
LOCALE = SOURCES / "web" / "locale"
PO = LOCALE / "fr" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)\}(?!\})|%(?!\()[sd]")


class GettextMissing(Exception):
    """GNU gettext is not installed."""


def extract() -> polib.POFile:
    """Read every message out of code and templates."""
    if not shutil.which("xgettext") or not shutil.which("msguniq"):
        raise GettextMissing
    with tempfile.TemporaryDirectory() as folder:
        # Django looks for messages below the working folder, and writes to its LOCALE_PATHS.
        tree = Path(folder) / "parvis"
        shutil.copytree(
            SOURCES, tree, ignore=shutil.ignore_patterns("__pycache__", "static", "migrations")
        )
        _spell_out_networks(tree)
        shutil.rmtree(tree / "web" / "locale", ignore_errors=True)
        (tree / "web" / "locale").mkdir()
        settings = Path(folder) / "gathering.py"
        settings.write_text(f"LOCALE_PATHS = [{str(tree / 'web' / 'locale')!r}]\n")
        subprocess.run(
            [
                sys.executable, "-m", "django", "makemessages", "--locale", "fr",
                "--no-wrap", "--add-location", "file", "--settings", "gathering",
            ],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": folder},
            check=True,
            capture_output=True,
        )  # fmt: skip
        return polib.pofile(str(tree / "web" / "locale/fr/LC_MESSAGES/django.po"), wrapwidth=0)


def _spell_out_networks(tree: Path) -> None:
    """Write what networks say of themselves where xgettext finds it.

    Networks know no translation: their names, labels and helps are plain English, translated
    when they are shown. A network that is installed from elsewhere brings its own catalogue.
    """
    for kind in networks().values():
        source = Path(inspect.getfile(kind))
        if source.is_relative_to(SOURCES):
            with (tree / source.relative_to(SOURCES)).open("a") as copy:
                copy.writelines(f"\ngettext({words!r})\n" for words in words_of(kind))


def words_of(kind: type[Network]) -> Iterator[str]:
    """Give what people read of a network: its name, and its form's labels and helps."""
    yield kind.label
    for field in (*fields(kind.settings_type), *fields(kind.credentials_type)):
        yield from (field.metadata[word] for word in ("label", "help") if word in field.metadata)


def update() -> int:
    """Merge new messages into the catalogue, drop what is gone, compile."""
    found = extract()
    PO.parent.mkdir(parents=True, exist_ok=True)
    kept = {_key(entry): entry for entry in _catalogue()}
    merged = polib.POFile(wrapwidth=0)
    merged.metadata = {
        "Language": "fr",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    for entry in sorted(found, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        before = kept.get(_key(entry))
        if before is not None:
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        merged.append(entry)
    merged.save(str(PO))
    MO.write_bytes(merged.to_binary())
    missing = [entry.msgid for entry in merged if not entry.translated()]
    for msgid in missing:
        sys.stdout.write(f"to translate: {msgid!r}\n")
    sys.stdout.write(f"{len(merged)} messages, {len(missing)} to translate: {PO.name}\n")
    return 0


def faults() -> Iterator[str]:
    """Say everything that is wrong with the catalogue by itself, one line each."""
    if not PO.exists():
        yield "there is no catalogue: make messages"
        return
    for entry in _catalogue():
        yield from faults_of(entry)
    if not MO.exists() or MO.read_bytes() != polib.pofile(str(PO)).to_binary():
        yield "the compiled catalogue is not that of the text: make messages"


def gaps() -> Iterator[str]:
    """Say where catalogue and code differ; raises ``GettextMissing``."""
    written, used = {_key(entry) for entry in _catalogue()}, {_key(entry) for entry in extract()}
    yield from (f"not in the catalogue: {key[0]!r}" for key in sorted(used - written, key=str))
    yield from (f"used no more: {key[0]!r}" for key in sorted(written - used, key=str))


def _catalogue() -> polib.POFile:
    return polib.pofile(str(PO), wrapwidth=0) if PO.exists() else polib.POFile()


def _key(entry: polib.POEntry) -> tuple[str, str | None]:
    return entry.msgid, entry.msgctxt


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """Say what is wrong with one entry."""
    if entry.fuzzy or entry.obsolete:
        yield f"fuzzy or obsolete: {entry.msgid!r}"
    if not entry.translated():
        yield f"not translated: {entry.msgid!r}"
        return
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    for form in forms:
        given = _placeholders(form)
        # "One message" may leave its number out; nothing may be made up.
        complete = given <= wanted if entry.msgid_plural else given == wanted
        if not complete:
            yield f"other placeholders than {sorted(wanted)}: {form!r}"
        if form[:1].isspace() != entry.msgid[:1].isspace() or form.endswith("\n") != (
            entry.msgid.endswith("\n")
        ):
            yield f"other space around it: {form!r}"


def _placeholders(text: str) -> set[str]:
    return {found[0] for found in _PLACEHOLDER.finditer(text)}


def check() -> int:
    """Print the faults; 1 if there are any."""
    found = list(faults())
    try:
        found += gaps()
    except GettextMissing:
        sys.stdout.write(
            "NOT CHECKED whether every message is in the catalogue: GNU gettext is not installed"
            " (Debian: apt install gettext)\n"
        )
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            found.append("gettext is missing")
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Update, or check."""
    if arguments == ["--check"]:
        return check()
    try:
        return update()
    except GettextMissing:
        sys.stderr.write("GNU gettext is not installed (Debian: apt install gettext)\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
