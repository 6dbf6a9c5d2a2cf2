"""What people read when a network or the engine refuses something.

Networks and engine know no translation, so their codes have their sentences here. Most are shown
long after the failure, from the code alone: their sentences need no data.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CONNECT_AGAIN = _(
    "The network refuses the credentials of this account. Nothing was lost. Connect the account"
    " again in the register with new credentials."
)
_WAITING = _(
    "The network asks to wait. Nothing was lost. It goes on by itself when the time has come."
)
_PASSES = _(
    "The network does not answer as it should. Nothing was lost. It is tried again by itself; if"
    " this lasts, look whether the address in the register is right."
)
_GONE = _("The post or account does not exist any more on the network. Nothing was sent.")
_CONTENT = _("The network refused this content. It was not published. Change it and send again.")
_UNSURE = _(
    "The network broke off while it was sending, so nobody knows whether it was published. Look"
    " at the network, then settle it in the deliveries."
)
_ADDRESS = _(
    "The address is not allowed or cannot be read. Nothing was called. Correct it in the register."
)

NETWORKS: Final[dict[str, str | Promise]] = {
    "bluesky.account_closed": _(
        "The network says that the account itself is closed or suspended. Nothing was lost. Ask"
        " the network, then connect the account again."
    ),
    "bluesky.answer_unreadable": _PASSES,
    "bluesky.credentials_refused": _CONNECT_AGAIN,
    "bluesky.frame_unreadable": _("This message of the stream cannot be read. It was kept aside."),
    "bluesky.gone": _GONE,
    "bluesky.no_answer": _PASSES,
    "bluesky.no_post": _(
        "This message of the stream holds no post that concerns the account. Nothing was changed."
        " Put it aside."
    ),
    "bluesky.not_ours": _("This post was not written by the account, so it was not deleted."),
    "bluesky.parent_unreadable": _(
        "The post to answer has no address on the network. Nothing was sent."
    ),
    "bluesky.rate_limited": _WAITING,
    "bluesky.rejected": _CONTENT,
    "bluesky.server_failed": _PASSES,
    "bluesky.several_posts": _(
        "This message of the stream holds several posts, and they cannot be taken in one by one."
        " It was kept aside."
    ),
    "bluesky.stream_closed": _PASSES,
    "bluesky.stream_refused": _PASSES,
    "bluesky.stream_unreachable": _PASSES,
    "feed.address_forbidden": _ADDRESS,
    "feed.address_malformed": _ADDRESS,
    "feed.body_broken": _PASSES,
    "feed.connection_failed": _PASSES,
    "feed.encoding_unknown": _(
        "The feed is packed in a way that is not known. Nothing was read. Ask its publisher."
    ),
    "feed.gone": _("The feed does not exist any more. What was read is kept. Close its account."),
    "feed.name_not_resolved": _(
        "The name of the server is not known. Nothing was lost. Look whether the address in the"
        " register is right; it is tried again by itself."
    ),
    "feed.not_a_feed": _(
        "There is no RSS, Atom or JSON feed at this address. Nothing was read. Correct the address"
        " in the register."
    ),
    "feed.rate_limited": _WAITING,
    "feed.redirect_malformed": _ADDRESS,
    "feed.refused": _(
        "The server refuses to give the feed. Nothing was read. Look whether the address in the"
        " register is right."
    ),
    "feed.server_failed": _PASSES,
    "feed.too_large": _(
        "The feed is too large. Nothing was read. Ask its publisher for a shorter one."
    ),
    "feed.too_many_redirects": _ADDRESS,
    "feed.too_slow": _PASSES,
    "feed.whole_document": _(
        "This is a whole document, not one entry. Nothing was changed. The next reading of the feed"
        " takes in what can be read of it: put this aside."
    ),
    "folder.missing": _(
        "The folder is not there. Nothing was lost. Make it, or correct it in the register."
    ),
    "folder.not_a_file": _(
        "Something in the folder is not a plain file. It was not read. Take it out of the folder."
    ),
    "folder.path_not_absolute": _(
        "The folder must be an absolute path. Nothing was read. Correct it in the register."
    ),
    "folder.refused": _(
        "The folder may not be read or written. Nothing was lost. Give Parvis the right to it."
    ),
    "folder.unreadable": _PASSES,
    "folder.write_broke": _UNSURE,
    "mastodon.answer_unreadable": _PASSES,
    "mastodon.connection_failed": _PASSES,
    "mastodon.credentials_refused": _CONNECT_AGAIN,
    "mastodon.gone": _GONE,
    "mastodon.rate_limited": _WAITING,
    "mastodon.rejected": _CONTENT,
    "mastodon.server_failed": _PASSES,
    "mastodon.too_far_back": _UNSURE,
    "mastodon.too_long": _(
        "The text is longer than this server takes. It was not published. Shorten it."
    ),
    "network.cannot_delete": _("This network gives no way to delete a post. Nothing was changed."),
    "network.cannot_reply": _(
        "Parvis can only listen on this network. Nothing was sent or changed."
    ),
    "network.setting_missing": _(
        "A setting or credential of the network is missing or unfit. Nothing was changed. Fill in"
        " all fields."
    ),
    "network.setting_unknown": _(
        "The network does not know the setting %(field)s. Nothing was changed."
    ),
    "network.text_too_long": _(
        "The text is longer than the network takes. It was not published. Shorten it."
    ),
    "network.unknown": _("There is no network %(network)s. Nothing was changed."),
    "network.visibility_unsupported": _(
        "The network cannot send a reply with this visibility. It was not sent. Choose the other."
    ),
}

ENGINE: Final[dict[str, str | Promise]] = {
    "csv.header_unusable": _(
        "The first line does not name the columns id and text, once each. Nothing of the file was"
        " taken in. Add the names."
    ),
    "csv.malformed": _("This row is no CSV. The other rows were taken in. Correct it."),
    "csv.quote_not_closed": _(
        "A quote opens here and never closes. The rows before it were taken in. Close it."
    ),
    "csv.too_many_columns": _(
        "This row has more columns than the first line names. The other rows were taken in."
    ),
    "line.not_json": _("This line is no JSON. The other lines were taken in. Correct it."),
    "line.not_utf8": _("This line is not UTF-8. The other lines were taken in. Convert the file."),
    "line.too_long": _("This line is too long. The other lines were taken in. Split it."),
    "match.alias_without_word": _(
        "A name of %(query)s holds no letter or digit, so it would match everything. Correct the"
        " names of the entity."
    ),
    "post.date_not_text": _("The field %(field)s is no text. The post was kept aside."),
    "post.date_unreadable": _(
        "The field %(field)s is no date of RFC 3339. The post was kept aside."
    ),
    "post.date_without_zone": _(
        "The date in %(field)s says no time zone. The post was kept aside. Add it: …Z or …+02:00."
    ),
    "post.deleted": _("The line says that its post was deleted. Its versions are kept."),
    "post.descriptions_not_texts": _(
        "The field %(field)s is no list of texts. The post was kept aside."
    ),
    "post.field_missing": _("The field %(field)s is missing or empty. The post was kept aside."),
    "post.field_not_json": _("The field %(field)s is no JSON. The post was kept aside."),
    "post.field_not_text": _("The field %(field)s is no text. The post was kept aside."),
    "post.field_too_long": _("The field %(field)s is too long. The post was kept aside."),
    "post.metrics_not_an_object": _(
        "The field %(field)s is no JSON object. The post was kept aside."
    ),
    "post.not_an_object": _("This is no JSON object, so no post. It was kept aside."),
    "post.visibility_unknown": _(
        "The field %(field)s is none of public, private, secure. The post was kept aside."
    ),
}
