"""The ``parvis`` command: a filter for pipelines, and the tool of whoever runs an installation.

One file a command; ``main.py`` finds them. Commands that need the database call ``django_ready``.
"""
