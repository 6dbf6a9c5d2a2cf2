"""The networks: one file each, and nothing of Parvis in them but the shape of a post.

An adapter turns a network's payloads into posts, and a reply into the network's call. It holds no
database model, knows no other network and decides nothing. ``network.py`` is the protocol that
they all follow; ``registry.py`` finds them, in this folder and by the entry point
``parvis.networks``.
"""
