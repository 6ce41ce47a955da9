"""Inputs nobody thought of, for everything that reads what others wrote: ``python -m fuzz``, described in README.md."""
