"""``python -m xlplugin.forms`` writes the cache of the definitions anew."""

from xlplugin.forms.content import CACHE, cache_lines

if __name__ == "__main__":
    with open(CACHE, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(cache_lines()))
