"""The demonstration bank: an invented group, its people, and what its customers write.

``posts.jsonl`` holds the posts, in the interchange format plus ``account`` and ``minutes`` (how
long before the first start it was written). ``bank.py`` makes the bank through the product's own
actions; the posts come in as any others do, read from a folder by the worker.
"""

PASSWORD = "place-du-parvis"  # noqa: S105 - printed at every start, on purpose
"""The password of everybody in the demonstration bank, and of nobody else."""
