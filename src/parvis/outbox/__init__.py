"""Outbox owns delivery out: never lost, never twice.

A delivery is written in the transaction of the reply it carries. A worker marks it as sending
before it calls the network; a call that broke half-way leaves it unknown, and it is then looked
for on the network, never blindly sent again.
"""
