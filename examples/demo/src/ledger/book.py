"""The book: accounts and transfers in SQLite; amounts are whole cents."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass

_SCHEMA = """
CREATE TABLE account (id TEXT PRIMARY KEY, overdraft INTEGER NOT NULL);
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY, payer TEXT NOT NULL, payee TEXT NOT NULL, amount INTEGER NOT NULL, reference TEXT UNIQUE
);
"""
_ORDERS = {"oldest": "id ASC", "newest": "id DESC", "largest": "amount DESC, id ASC"}


class RefusedError(Exception):
    """The book does not accept an entry; `status` is what the HTTP interface answers."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Transfer:
    """Money that went from one account to another."""

    payer: str
    payee: str
    amount: int
    reference: str


class Book:
    """All accounts and transfers; safe to use from several threads."""

    def __init__(self, path: str = ":memory:") -> None:
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()
        self._database.executescript(_SCHEMA)

    def open_account(self, account: str, overdraft: int = 0) -> None:
        """Open an account that may go `overdraft` cents below zero."""
        if not account.isalnum() or overdraft < 0:
            raise RefusedError(400, "an account has a name of letters and digits, and an overdraft of 0 or more")
        with self._lock, self._database:
            try:
                self._database.execute("INSERT INTO account VALUES (?, ?)", (account, overdraft))
            except sqlite3.IntegrityError:
                raise RefusedError(409, f"account {account} exists already") from None

    def balance(self, account: str) -> int:
        """Return the cents that an account holds."""
        with self._lock:
            return self._balance(account)

    def transfer(self, wanted: Transfer) -> bool:
        """Book a transfer. The same reference again is the same transfer: it is not booked twice, and False comes back."""
        if wanted.amount <= 0 or wanted.payer == wanted.payee:
            raise RefusedError(400, "a transfer moves 1 cent or more between two accounts")
        with self._lock, self._database:
            if self._known(wanted):
                return False
            self._balance(wanted.payee)
            if self._balance(wanted.payer) - wanted.amount < -self._overdraft(wanted.payer):
                raise RefusedError(422, f"account {wanted.payer} does not hold enough")
            self._database.execute(
                "INSERT INTO transfer (payer, payee, amount, reference) VALUES (?, ?, ?, ?)",
                (wanted.payer, wanted.payee, wanted.amount, wanted.reference),
            )
        return True

    def statement(self, account: str, order: str = "oldest") -> list[Transfer]:
        """Return the transfers of an account in one of three orders."""
        if order not in _ORDERS:
            raise RefusedError(400, f"an order is one of {', '.join(_ORDERS)}")
        which = "WHERE payer = ? OR payee = ?"
        query = f"SELECT payer, payee, amount, reference FROM transfer {which} ORDER BY {_ORDERS[order]}"  # noqa: S608  # the order comes from the table above
        with self._lock:
            self._balance(account)
            rows = self._database.execute(query, (account, account)).fetchall()
        return [Transfer(*row) for row in rows]

    def _known(self, wanted: Transfer) -> bool:
        row = self._database.execute(
            "SELECT payer, payee, amount, reference FROM transfer WHERE reference = ?", (wanted.reference,)
        ).fetchone()
        if row is not None and Transfer(*row) != wanted:
            raise RefusedError(409, f"reference {wanted.reference} belongs to another transfer")
        return row is not None

    def _overdraft(self, account: str) -> int:
        row = self._database.execute("SELECT overdraft FROM account WHERE id = ?", (account,)).fetchone()
        if row is None:
            raise RefusedError(404, f"there is no account {account}")
        return int(row[0])

    def _balance(self, account: str) -> int:
        self._overdraft(account)
        row = self._database.execute(
            "SELECT COALESCE(SUM(CASE WHEN payee = :id THEN amount ELSE -amount END), 0) FROM transfer"
            " WHERE payer = :id OR payee = :id",
            {"id": account},
        ).fetchone()
        return int(row[0])
