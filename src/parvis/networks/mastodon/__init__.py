"""Mastodon, and the servers that speak its API: GoToSocial, Takahe, Pleroma and others.

A customer who names the account raises a *notification*; private ("direct") posts do so too, and
on servers since 4.3 unsolicited ones are set aside by default: we ask for those as well. Edits and
deletions raise none, so the posts of late are looked at again, a few at each reading. A stream,
where the server has one, only tells that something happened; what happened is always asked, so
that nothing depends on the stream having been up.

Not every server knows ``Idempotency-Key`` (GoToSocial and Takahe do not): whether a reply that
may have left is there is found by reading back what the account said under the same post.

    adapter.py    the class: settings, what it can do, sending, finding, deleting
    calls.py      the client, refusals turned into errors
    statuses.py   a status as a post
    writing.py    how a text is addressed, counted and recognised
    reading.py    the cursor, new posts, edits and deletions
    stream.py     following the stream
"""

from parvis.networks.mastodon.adapter import Mastodon

__all__ = ["Mastodon"]
