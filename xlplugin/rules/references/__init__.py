"""References of a form to documents and years."""
