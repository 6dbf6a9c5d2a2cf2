"""Payloads of networks that cannot run here, and servers that give them."""
