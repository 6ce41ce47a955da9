"""Run one target for a while: ``python -m fuzz parts --seconds 600``; see README.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> None:
    """Write the sound inputs into the corpus, then let atheris change them; a crash is left in ``--corpus``."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", choices=("reader", "parts", "quantity", "criteria"))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"), help="where inputs are kept (default .fuzz)")
    options = parser.parse_args()

    import atheris  # noqa: PLC0415 - not installed with the package: pip install atheris

    with atheris.instrument_imports(include=["xlplugin"]):
        from fuzz.targets import SEEDS, TARGETS  # noqa: PLC0415 - instrumented while they are imported

    corpus = options.corpus / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[options.target]()):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={options.seconds}", "-max_len=20000", "-timeout=10", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], str(corpus), f"-artifact_prefix={corpus}/crash-", *limits], TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
