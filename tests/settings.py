"""The product's settings, with keys and a data folder that only tests use."""

import os
import tempfile

from cryptography.fernet import Fernet

os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-tests")
os.environ.setdefault("PARVIS_KEYS", Fernet.generate_key().decode())
os.environ.setdefault("PARVIS_DATA", tempfile.mkdtemp(prefix="parvis-tests-"))
os.environ.setdefault("PARVIS_FOLDERS", tempfile.gettempdir())

from parvis.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as in the product, so that a server's threads see what a test stored; nothing in it
    # has to outlive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # noqa: F405
