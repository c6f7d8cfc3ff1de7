"""The real server on a free port, asked over HTTP as a client would."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ledger.book import Book
from ledger.server import serve

Call = Callable[..., tuple[int, Any]]


@pytest.fixture
def call() -> Iterator[Call]:
    book = Book()
    book.open_account("bank", overdraft=1_000_000)
    server = serve(book)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def ask(path: str, body: object = None) -> tuple[int, Any]:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{server.server_port}{path}", data)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


def test_health_answers_up(call: Call) -> None:
    assert call("/health") == (200, {"status": "up"})


def test_account_can_be_opened_and_read(call: Call) -> None:
    assert call("/accounts", {"account": "alice"})[0] == 201
    assert call("/accounts/alice") == (200, {"account": "alice", "balance": 0})


def test_transfer_shows_in_the_statement(call: Call) -> None:
    call("/accounts", {"account": "alice"})
    paid = {"payer": "bank", "payee": "alice", "amount": 700, "reference": "pay-in"}
    assert call("/transfers", paid) == (201, paid)
    assert call("/accounts/alice/transfers?order=newest") == (200, [paid])


def test_transfer_sent_twice_is_booked_once(call: Call) -> None:
    call("/accounts", {"account": "alice"})
    paid = {"payer": "bank", "payee": "alice", "amount": 700, "reference": "pay-in"}
    assert [call("/transfers", paid)[0], call("/transfers", paid)[0]] == [201, 200]
    assert call("/accounts/alice")[1]["balance"] == 700


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("/accounts/nobody", None, 404, id="unknown-account"),
        pytest.param("/nothing", None, 404, id="unknown-page"),
        pytest.param("/nothing", {}, 404, id="unknown-action"),
        pytest.param("/accounts", b"{", 400, id="no-json"),
        pytest.param("/accounts", [], 400, id="no-object"),
        pytest.param("/accounts", {"account": "bank"}, 409, id="account-twice"),
        pytest.param("/transfers", {"payer": "bank"}, 400, id="half-a-transfer"),
    ],
)
def test_bad_request_gets_a_reason(call: Call, path: str, body: object, status: int) -> None:
    code, answer = call(path, body)
    assert (code, bool(answer["error"])) == (status, True)
