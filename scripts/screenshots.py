"""Takes the screenshots of the README from the demonstration bank: `make screenshots`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PARVIS = Path(sys.executable).with_name("parvis")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY_SECONDS = 60

SHOTS = (
    # File, person (their language is the page's), width, height, colours.
    ("inbox", "bruno", 1440, 900, "light"),
    ("inbox-dark-fr", "anne", 1440, 900, "dark"),
    ("inbox-phone-fr", "anne", 390, 844, "light"),
)


def main() -> int:
    """Start the demonstration bank on data of its own, and look at it."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            product = subprocess.Popen(
                [PARVIS, "run", "--port", "21700"],
                env=os.environ | {"PARVIS_DATA": f"{folder}/data", "DATABASE_URL": ""},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            address = _address(log)
            password = re.findall(r"with the password (\S+)", log.read_text())[0]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                for shot in SHOTS:
                    _shoot(browser, address, password, *shot)
        finally:
            product.terminate()
            product.wait()
    return 0


def _address(log: Path) -> str:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if "Ctrl-C" in (said := log.read_text()):
            return str(re.findall(r"http://\S+", said)[0]).rstrip("/")
        time.sleep(0.1)
    raise SystemExit(f"the product did not start:\n{log.read_text()}")


def _shoot(
    browser: Browser, address: str, password: str, name: str, who: str, *look: int | str
) -> None:
    width, height, colours = look
    page = browser.new_page(
        viewport={"width": int(width), "height": int(height)},
        color_scheme="dark" if colours == "dark" else "light",
    )
    page.goto(f"{address}/login/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    row = page.locator("[data-conversation]").filter(has_text="IBAN").first
    row.wait_for()
    if "phone" not in name:
        row.get_by_role("link").first.click()
        page.locator("[data-send]").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
