"""The engine: pure understanding of text, in batches.

Rows in, the same rows out with findings, masked text, language, matches and verdict. It knows no
framework, does no I/O, reads no clock and no environment, and rolls no dice: what it needs is
passed in, and its configuration is frozen. The same code serves the web product, the command line
and any cluster. Start at ``pipeline.enrich``.
"""
