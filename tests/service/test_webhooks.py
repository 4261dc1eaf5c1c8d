import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import standardwebhooks

from index.database import Database, open_database
from index.leases import Holder
from index.outbox import Outbox, put
from service.webhooks import Courier
from tests.service.receiver import receiving


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def courier(
    database: Database, *, private: bool = True, retries: int = 3, seconds: float = 10.0
) -> Courier:
    holder = Holder(database)
    holder.beat()
    waits = [timedelta()] * retries
    return Courier(Outbox(database), holder.id, private=private, retries=waits, seconds=seconds)


def event(database: Database, url: str) -> None:
    with database.writing() as connection:
        put(connection, url, "audit.completed", {"id": "one", "title": "Fähre"})


def test_a_receiver_can_verify_what_it_gets(database: Database) -> None:
    """Id, timestamp and signature are those of Standard Webhooks, with the new secret and with the one it replaces."""
    with receiving() as receiver:
        outbox = Outbox(database)
        old = outbox.register(receiver.url)
        new = outbox.rotate(receiver.url)
        event(database, receiver.url)
        sender = courier(database)
        assert (sender.step(), sender.step()) == (True, False)
        ((headers, body),) = receiver.requests
    for secret in (new, old):
        told = standardwebhooks.Webhook(secret).verify(body, headers)
        assert (told["type"], told["data"]) == ("audit.completed", {"id": "one", "title": "Fähre"})
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(new).verify(body.replace("one", "two"), headers)
    assert headers["content-type"] == "application/json"


def test_what_fails_is_sent_again_with_the_same_id(database: Database) -> None:
    """A receiver that answers an error gets the same event until it takes it, and then nothing more."""
    with receiving(500, 503, 200) as receiver:
        Outbox(database).register(receiver.url)
        event(database, receiver.url)
        sender = courier(database)
        assert [sender.step() for _ in range(4)] == [True, True, True, False]
        assert len({headers["webhook-id"] for headers, _ in receiver.requests}) == 1
        assert len({body for _, body in receiver.requests}) == 1
    hook = Outbox(database).webhook(receiver.url)
    assert (hook.waiting, hook.fault, hook.disabled_at) == (0, None, None)


def test_after_the_last_attempt_the_webhook_is_disabled_and_said(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names it, the event waits, and nothing more is sent until it is registered again."""
    with receiving(500) as receiver:
        outbox = Outbox(database)
        outbox.register(receiver.url)
        event(database, receiver.url)
        sender = courier(database, retries=2)
        assert [sender.step() for _ in range(4)] == [True, True, True, False]
        assert f"{receiver.url} is disabled: it answered 500" in caplog.text
        hook = outbox.webhook(receiver.url)
        assert (hook.waiting, hook.fault) == (1, "it answered 500")
        assert hook.disabled_at is not None
        outbox.register(receiver.url)
        assert sender.step()
        assert len(receiver.requests) == 4


def test_an_event_that_alone_is_refused_is_given_up_alone(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Where another was taken meanwhile the webhook stays; the one is in the log and waits until it is registered again."""
    with receiving(422, 200, 422, 200) as receiver:
        outbox = Outbox(database)
        outbox.register(receiver.url)
        event(database, receiver.url)
        event(database, receiver.url)
        sender = courier(database, retries=1)
        assert [sender.step() for _ in range(4)] == [True, True, True, False]
        sent = [headers["webhook-id"] for headers, _ in receiver.requests]
        assert sent == [sent[0], sent[1], sent[0]]
        assert f"does not take event {sent[0]}: it answered 422" in caplog.text
        hook = outbox.webhook(receiver.url)
        assert (hook.waiting, hook.fault, hook.disabled_at) == (1, "it answered 422", None)
        event(database, receiver.url)
        assert [sender.step(), sender.step()] == [True, False]
        outbox.register(receiver.url)
        assert [sender.step(), sender.step()] == [True, False]
        assert receiver.requests[-1][0]["webhook-id"] == sent[0]
    assert outbox.webhook(receiver.url).waiting == 0


def test_a_receiver_that_is_gone_is_not_asked_again(database: Database) -> None:
    """410 disables the webhook at once."""
    with receiving(410) as receiver:
        Outbox(database).register(receiver.url)
        event(database, receiver.url)
        sender = courier(database)
        assert [sender.step(), sender.step()] == [True, False]
    assert Outbox(database).webhook(receiver.url).disabled_at is not None


def test_redirects_are_not_followed(database: Database) -> None:
    """The one request stays the only one, and what happened is said."""
    with receiving(307) as receiver:
        Outbox(database).register(receiver.url)
        event(database, receiver.url)
        sender = courier(database, retries=0)
        sender.step()
        assert len(receiver.requests) == 1
    assert (
        Outbox(database).webhook(receiver.url).fault
        == "it answered 307 (redirects are not followed)"
    )


def test_nothing_is_sent_to_private_addresses_unless_allowed(database: Database) -> None:
    """A receiver on loopback hears nothing, however its name resolves; the reason is kept."""
    with receiving() as receiver:
        by_name = receiver.url.replace("127.0.0.1", "localhost")
        Outbox(database).register(by_name)
        event(database, by_name)
        sender = courier(database, private=False, retries=0)
        sender.step()
        assert receiver.requests == []
    assert "not a public address" in (Outbox(database).webhook(by_name).fault or "")


def test_what_does_not_answer_is_a_fault(database: Database) -> None:
    """A port where nobody listens puts the event off."""
    with receiving() as receiver:
        url = receiver.url
    Outbox(database).register(url)
    event(database, url)
    sender = courier(database)
    sender.step()
    hook = Outbox(database).webhook(url)
    assert (hook.waiting, hook.disabled_at) == (1, None)
    assert "refused" in (hook.fault or "").casefold()


def test_what_cannot_be_sent_is_a_fault(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """An address that no request can name puts the event off as any fault does, and the log says why."""
    url = "http://127.0.0.1:9/fähre"
    Outbox(database).register(url)
    event(database, url)
    sender = courier(database)
    assert sender.step()
    hook = Outbox(database).webhook(url)
    assert (hook.waiting, hook.disabled_at) == (1, None)
    assert hook.fault is not None
    assert "cannot be sent to" in caplog.text


def test_a_receiver_that_drips_is_left_at_the_deadline(database: Database) -> None:
    """A line of its answer now and then does not stretch the attempt."""
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(40):
                    if stopped.wait(0.05):
                        return
                    connection.sendall(b"x-a: b\r\n")
                connection.sendall(b"\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        Outbox(database).register(url)
        event(database, url)
        courier(database, seconds=0.5).step()
        stopped.set()
        thread.join()
    hook = Outbox(database).webhook(url)
    assert hook.waiting == 1
    assert hook.fault in ("it took too long", "timed out")


def test_bodies_are_the_events_of_the_specification(database: Database) -> None:
    """Type, timestamp and data, and nothing else."""
    Outbox(database).register("https://desk.example/")
    event(database, "https://desk.example/")
    holder = Holder(database)
    holder.beat()
    held = Outbox(database).take(holder.id)
    assert held is not None
    assert sorted(json.loads(held.body)) == ["data", "timestamp", "type"]
