"""The scoring methods, a family per module; found by walking this folder, no list is edited."""

__all__: list[str] = []
