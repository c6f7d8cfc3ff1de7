"""`python -m cdgate` is `cdgate`."""

from __future__ import annotations

from cdgate.cli.main import main

if __name__ == "__main__":
    main()
