"""The HTTP interface of the book, on the standard library alone."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ledger.book import Book, RefusedError, Transfer

_LOG = logging.getLogger(__name__)
_MOST_BYTES = 10_000


def serve(book: Book, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """Return a server for `book` that is bound and not yet running; port 0 takes a free one."""

    class Handler(_Handler):
        pass

    Handler.book = book
    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    book: Book

    def do_GET(self) -> None:
        self._answer_with(self._get)

    def do_POST(self) -> None:
        self._answer_with(self._post)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name in the standard library
        _LOG.info(format, *args)

    def _get(self) -> tuple[int, object]:
        url = urlsplit(self.path)
        match url.path.strip("/").split("/"):
            case ["health"]:
                return HTTPStatus.OK, {"status": "up"}
            case ["accounts", account]:
                return HTTPStatus.OK, {"account": account, "balance": self.book.balance(account)}
            case ["accounts", account, "transfers"]:
                order = parse_qs(url.query).get("order", ["oldest"])[0]
                return HTTPStatus.OK, [vars(entry) for entry in self.book.statement(account, order)]
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _post(self) -> tuple[int, object]:
        body = self._body()
        match urlsplit(self.path).path.strip("/"):
            case "accounts":
                self.book.open_account(_text(body, "account"), _cents(body, "overdraft", 0))
                return HTTPStatus.CREATED, {"account": body["account"]}
            case "transfers":
                wanted = Transfer(
                    _text(body, "payer"), _text(body, "payee"), _cents(body, "amount"), _text(body, "reference")
                )
                created = self.book.transfer(wanted)
                return HTTPStatus.CREATED if created else HTTPStatus.OK, vars(wanted)
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _body(self) -> dict[str, Any]:
        size = int(self.headers.get("Content-Length", "0"))
        if size > _MOST_BYTES:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has {_MOST_BYTES} bytes at most")
        try:
            body = json.loads(self.rfile.read(size))
        except ValueError:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the body is not JSON") from None
        if not isinstance(body, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the body is not a JSON object")
        return body

    def _answer_with(self, handle: Any) -> None:
        try:
            status, content = handle()
        except RefusedError as error:
            status, content = error.status, {"error": str(error)}
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{key} is not a text")
    return value


def _cents(body: dict[str, Any], key: str, default: int | None = None) -> int:
    value = body.get(key, default)
    if not isinstance(value, int):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{key} is not a whole number of cents")
    return value
