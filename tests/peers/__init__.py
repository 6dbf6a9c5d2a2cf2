"""Servers that we did not write: real peers for the adapters, and a browser's measuring tools."""
