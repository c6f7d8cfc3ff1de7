"""A small ledger: accounts, transfers between them, and the HTTP interface to both."""
