"""``python -m console.district.demo``: write the demo district again."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.district.demo.make import make_demo
from console.district.where import resource_dir


def main() -> None:
    """Read the two options and write the folder."""
    parser = argparse.ArgumentParser(description="Write the synthetic demo district.")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws another district (default 1)")
    parser.add_argument("--out", type=Path, default=resource_dir() / "xiaohe", help="folder to write")
    options = parser.parse_args()
    make_demo(options.out, options.seed)
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
