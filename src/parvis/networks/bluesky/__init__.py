"""Bluesky, and any other server of the AT Protocol.

A customer's post is a *record* in the customer's own *repository*, known by an ``at://`` address.
We read what concerns the account in one of two ways:

- from a *stream* (the firehose of a relay or of a personal data server): posts, edits and
  deletions within a second, and nothing is missed between two connections as long as the stream
  still holds what came after our cursor;
- or by asking the *AppView* (the service behind bsky.app) for notifications and for posts that
  carry a hashtag. It never tells of deletions, and it can lose the notification of a reply, so a
  stream is to be preferred where one can be reached.

A reply is a record that we write into our own repository. We choose its key from the reply's, so
that the same reply can be sent any number of times and exists once.

Direct messages go through a service of bsky.app outside the protocol; they are not read or sent.

    adapter.py    the class: settings, what it can do, sending
    session.py    calls to the server, tokens, refusals turned into errors
    frames.py     what one message of a stream says
    stream.py     following a stream
    polling.py    asking the AppView
    views.py      a post as the AppView shows it, or as it is kept aside
    records.py    a record as a post; does it concern us?
    authors.py    the handle and name behind an identifier
    writing.py    a reply as a record
"""

from parvis.networks.bluesky.adapter import Bluesky

__all__ = ["Bluesky"]
