"""Feeds: RSS, Atom and JSON Feed, wherever the bank may look.

The address of a feed is typed by a person and the feed is written by anybody, so that both are
held at arm's length: no address inside the bank's own network unless allowed, no redirect, no
name service and no compressed body that gets around that, bounded sizes and times.

    adapter.py      the class: settings, reading on
    addresses.py    which addresses may be asked
    fetching.py     one document, over HTTP
    entries.py      a document as posts
"""

from parvis.networks.feeds.adapter import Feeds

__all__ = ["Feeds"]
