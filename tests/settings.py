"""The product's settings, with keys and a data folder that only tests use."""

import os
import tempfile

from cryptography.fernet import Fernet

os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-tests")
os.environ.setdefault("PARVIS_KEYS", Fernet.generate_key().decode())
os.environ.setdefault("PARVIS_DATA", tempfile.mkdtemp(prefix="parvis-tests-"))

from parvis.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
