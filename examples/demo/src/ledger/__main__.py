"""Run the ledger: `python -m ledger [PORT]`."""

from __future__ import annotations

import sys

from ledger.book import Book
from ledger.server import serve


def main() -> None:
    """Serve until interrupted."""
    server = serve(Book(), port=int(sys.argv[1]) if len(sys.argv) > 1 else 8080)
    sys.stdout.write(f"ledger on http://{server.server_address[0]!s}:{server.server_port}\n")
    server.serve_forever()


if __name__ == "__main__":
    main()
