"""Intake owns delivery in: at least once from the network, exactly once into the store.

A source is read from its durable cursor; each batch is guarded and understood by the engine, then
stored with the new cursor in one transaction. What cannot be read is kept aside, sealed, with its
reason. A slow or broken source never stops another. Intake calls nobody: the rooms above follow
``Post.sequence``.
"""
