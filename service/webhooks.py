"""Sends events to webhooks as Standard Webhooks 1.0 has it: signed, repeated over a day, never to where it must not."""

import logging
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import httpcore
import standardwebhooks

from index.outbox import Delivery, Outbox
from service.fetching import TimedNetwork
from service.network import CheckedNetwork

log = logging.getLogger(__name__)

RETRIES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 36000)
)
"""waits between attempts, each with up to a fifth more by chance; together about a day"""
SECONDS = 10.0
"""for a whole attempt, from connecting to the answer, however slowly the receiver speaks"""
GONE = 410
SETTING = "CROSSCHECK_PRIVATE_WEBHOOKS"
"""what allows webhooks at addresses that are not public"""


class Courier:
    """Delivers what is due, in the name of a holder of leases."""

    def __init__(
        self,
        outbox: Outbox,
        holder: str,
        *,
        private: bool = False,
        retries: Sequence[timedelta] = RETRIES,
        seconds: float = SECONDS,
    ) -> None:
        self._outbox = outbox
        self._holder = holder
        self._network = CheckedNetwork(private=private, setting=SETTING)
        self._tls = httpcore.default_ssl_context()
        self._retries = retries
        self._seconds = seconds

    def step(self) -> bool:
        """Make one attempt; whether there was one to make."""
        delivery = self._outbox.take(self._holder)
        if delivery is None:
            return False
        fault, gone = self._send(delivery)
        if fault is None:
            self._outbox.delivered(delivery)
        elif not gone and delivery.attempts < len(self._retries):
            wait = self._retries[delivery.attempts] * random.uniform(1.0, 1.2)  # noqa: S311
            self._outbox.put_off(delivery, fault, wait)
        elif not gone and self._outbox.takes_others(delivery):
            log.error(
                "webhook %s does not take event %s: %s", delivery.webhook.url, delivery.id, fault
            )
            self._outbox.give_up(delivery, fault)
        else:
            log.error("webhook %s is disabled: %s", delivery.webhook.url, fault)
            self._outbox.disable(delivery, fault)
        return True

    def _send(self, delivery: Delivery) -> tuple[str | None, bool]:
        """What went wrong, if anything, and whether the receiver says that it is gone for good."""
        network = TimedNetwork(self._network, time.monotonic() + self._seconds)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool,
                pool.stream(
                    "POST",
                    delivery.webhook.url,
                    headers=signed(delivery, datetime.now(UTC)),
                    content=delivery.body.encode(),
                ) as reply,
            ):
                status = reply.status
        except (
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
        ) as fault:
            return str(fault) or type(fault).__name__, False
        except Exception as fault:
            log.exception("webhook %s cannot be sent to", delivery.webhook.url)
            return str(fault) or type(fault).__name__, False
        if 200 <= status < 300:
            return None, False
        return f"it answered {status}" + " (redirects are not followed)" * (
            300 <= status < 400
        ), status == GONE


def signed(delivery: Delivery, moment: datetime) -> list[tuple[str, str]]:
    """The headers of a delivery, signed with every secret that is in force."""
    signatures = (
        standardwebhooks.Webhook(secret).sign(delivery.id, moment, delivery.body)
        for secret in delivery.webhook.secrets
    )
    return [
        ("content-type", "application/json"),
        ("user-agent", f"crosscheck/{version('crosscheck')}"),
        ("webhook-id", delivery.id),
        ("webhook-timestamp", str(int(moment.timestamp()))),
        ("webhook-signature", " ".join(signatures)),
    ]
