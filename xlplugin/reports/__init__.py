"""A run as somebody reads it: pure functions from ``Run`` to text."""
