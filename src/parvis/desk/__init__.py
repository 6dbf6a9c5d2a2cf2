"""The desk: where people answer people.

It follows what intake stored, groups posts into conversations, and lets agents assign, note,
snooze, answer or decide not to answer. A reply passes the outbound guard and the charter before
its delivery is written, in one transaction, into the outbox.
"""
