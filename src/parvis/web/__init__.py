"""The web front: settings, addresses, and what wraps every request."""
