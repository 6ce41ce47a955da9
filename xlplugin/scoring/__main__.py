"""Rewrite the cache of the profiles: ``python -m xlplugin.scoring``."""

from xlplugin.scoring.content import CACHE, cache_lines

if __name__ == "__main__":
    with open(CACHE, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(cache_lines()))
