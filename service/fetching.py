"""Fetches feeds and pages politely: named, one request at a time, with pauses, within limits, and never from where it must not.

Every answer is bounded in time and in bytes after decompression; redirects are followed within a bound and checked like
the first address. A host that asks to wait (429 or 503) is not asked again before; that outlives the process.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import httpcore
from protego import Protego

from index.subscriptions import Subscription, Subscriptions
from service.network import CheckedNetwork

PRODUCT = "crosscheck"
"""what robots.txt calls us"""
SETTING = "CROSSCHECK_PRIVATE_FEEDS"
"""what allows feeds at addresses that are not public"""
_MOVED_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_MOVED = (*_MOVED_FOR_GOOD, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_SAFE = "%/:=&?~#+!$,;'@()*[]"
"""characters of an address that stay as they are"""
_GZIP = 47
"""zlib's sign for: gzip or zlib, whichever it is"""


class Unfetched(Exception):
    """There is no answer that could be used; the text says why."""


class AskedToWait(Unfetched):
    """The host wants to be left alone for a while; nothing was asked of it, or it said so now."""


class Gone(Unfetched):
    """What stood there is gone for good (410)."""


@dataclass(frozen=True)
class Limits:
    """How far a fetch may go."""

    most_bytes: int = 5 * 1024 * 1024
    """of an answer, after decompression; a long page has one"""
    seconds: float = 30.0
    """for a whole answer, from connecting to its last byte"""
    redirects: int = 5
    pause: float = 1.0
    """seconds between two requests to a host; a longer crawl-delay of its robots.txt counts instead"""
    most_pause: float = 30.0
    wait: timedelta = timedelta(minutes=15)
    """where a host asks to wait and does not say how long"""
    most_wait: timedelta = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What came: a body, or with `unchanged` none since the last time; `url` is where permanent redirects led."""

    url: str
    headers: Mapping[str, str]
    """by lower-case names"""
    body: bytes
    unchanged: bool = False


class Fetcher:
    """Fetches for one round; what robots.txt says is read once for it."""

    def __init__(
        self,
        hosts: Subscriptions,
        *,
        private: bool = False,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._hosts = hosts
        self._limits = limits or Limits()
        self._clock = clock
        self._sleep = sleep
        self._network = CheckedNetwork(private=private, setting=SETTING)
        self._tls = httpcore.default_ssl_context()
        self._free: dict[str, float] = {}
        """host → when it may be asked again, by the clock"""
        self._robots: dict[str, Protego | Unfetched] = {}

    def feed(self, subscription: Subscription) -> Answer:
        """A feed, if it has changed.

        Raises:
            AskedToWait: its host wants to be left alone.
            Gone: there is no such feed any more.
            Unfetched: anything else that keeps it from being read.
        """
        conditions = {
            "If-None-Match": subscription.etag,
            "If-Modified-Since": subscription.modified,
        }
        given = {name: value for name, value in conditions.items() if value}
        return self._follow(subscription.location, given, lambda _: None)

    def page(self, url: str) -> Answer:
        """An article's page, where robots.txt lets us; raises as `feed` does."""
        return self._follow(url, {}, self._check_robots)

    def _follow(self, url: str, headers: Mapping[str, str], check: Callable[[str], None]) -> Answer:
        place, kept, for_good = url, url, True
        for _ in range(self._limits.redirects + 1):
            check(place)
            status, answer = self._ask(place, headers)
            target = answer.headers.get("location")
            if status not in _MOVED or not target:
                _raise_unless_usable(status)
                unchanged = status == HTTPStatus.NOT_MODIFIED
                return replace(answer, url=kept, unchanged=unchanged)
            place = _joined(place, target)
            for_good = for_good and status in _MOVED_FOR_GOOD
            kept = place if for_good else kept
        raise Unfetched(f"it redirects more than {self._limits.redirects} times")

    def _ask(self, url: str, headers: Mapping[str, str]) -> tuple[int, Answer]:
        """One request, when its host may be asked."""
        parts = _parts(url)
        host = parts.netloc.casefold()
        if until := self._hosts.waits(host):
            raise AskedToWait(f"{host} asked to wait until {until:%Y-%m-%d %H:%M} UTC")
        if (pause := self._free.get(host, 0.0) - self._clock()) > 0:
            self._sleep(pause)
        try:
            status, answer = self._send(url, parts, headers)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as fault:
            raise Unfetched(str(fault) or f"no answer: {type(fault).__name__}") from fault
        finally:
            self._free[host] = self._clock() + self._pause(_origin(parts))
        if status in _BUSY:
            until = datetime.now(UTC) + self._wait(answer.headers.get("retry-after"))
            self._hosts.put_off(host, until)
            raise AskedToWait(
                f"it answered {status}: {host} is asked again after {until:%Y-%m-%d %H:%M} UTC"
            )
        return status, answer

    def _send(self, url: str, parts: SplitResult, headers: Mapping[str, str]) -> tuple[int, Answer]:
        deadline = time.monotonic() + self._limits.seconds
        network = TimedNetwork(self._network, deadline)
        sent = {
            "Host": _host(parts),
            "User-Agent": f"{PRODUCT}/{version(PRODUCT)}",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **headers,
        }
        fields = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool,
            pool.stream("GET", _wire(parts), headers=fields) as reply,
        ):
            found = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in reply.headers
            }
            body = self._body(reply.iter_stream(), found) if reply.status == HTTPStatus.OK else b""
            return reply.status, Answer(url, found, body)

    def _body(self, chunks: Iterable[bytes], headers: Mapping[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "identity").strip().casefold()
        if encoding not in ("identity", "gzip", "x-gzip", ""):
            raise Unfetched(f"it is encoded as {encoding}, which was not asked for")
        opened = zlib.decompressobj(_GZIP) if encoding.endswith("gzip") else None
        most, body = self._limits.most_bytes, bytearray()
        for chunk in chunks:
            room = most + 1 - len(body)
            try:
                body += opened.decompress(chunk, room) if opened else chunk
            except zlib.error as fault:
                raise Unfetched(f"it is not the gzip that it says: {fault}") from fault
            if len(body) > most:
                raise Unfetched(f"it is larger than {most} bytes")
        if opened and not opened.eof:
            raise Unfetched("its gzip is cut off")
        return bytes(body)

    def _check_robots(self, url: str) -> None:
        parts = _parts(url)
        origin = _origin(parts)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, Unfetched):
            raise rules
        if not rules.can_fetch(url, PRODUCT):
            raise Unfetched(f"robots.txt of {parts.netloc} does not allow it")

    def _read_robots(self, origin: str) -> Protego | Unfetched:
        """The rules of a host. One without robots.txt allows all; one whose rules cannot be read, nothing (RFC 9309, 2.3.1)."""
        try:
            answer = self._follow(f"{origin}/robots.txt", {}, lambda _: None)
        except (Missing, Gone):
            return Protego.parse("")
        except Unfetched as fault:
            return type(fault)(f"robots.txt of {origin} cannot be read: {fault}")
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    def _pause(self, origin: str) -> float:
        rules = self._robots.get(origin)
        asked = rules.crawl_delay(PRODUCT) if isinstance(rules, Protego) else None
        return min(max(self._limits.pause, asked or 0.0), self._limits.most_pause)

    def _wait(self, retry_after: str | None) -> timedelta:
        """How long a host wants to be left alone (RFC 9110, 10.2.3: seconds or a time)."""
        said = (retry_after or "").strip()
        try:
            wait = (
                timedelta(seconds=int(said))
                if said.isdecimal()
                else parsedate_to_datetime(said) - datetime.now(UTC)
            )
        except (ValueError, TypeError, OverflowError):
            wait = self._limits.wait
        return min(max(wait, timedelta()), self._limits.most_wait)


class Missing(Unfetched):
    """There is nothing there for us (a status of 400 to 499)."""


class TimedNetwork(httpcore.NetworkBackend):
    """A network whose connections end at a deadline, however slowly the other side speaks."""

    def __init__(self, network: httpcore.NetworkBackend, deadline: float) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect in the time that is left."""
        left = time_left(self._deadline)
        stream = self._network.connect_tcp(host, port, left, local_address, socket_options)
        return TimedStream(stream, self._deadline)


class TimedStream(httpcore.NetworkStream):
    """A connection that ends at a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read in the time that is left."""
        return self._stream.read(max_bytes, time_left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write in the time that is left."""
        self._stream.write(buffer, time_left(self._deadline))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        left = time_left(self._deadline)
        return TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


def time_left(deadline: float) -> float:
    """Seconds until a deadline; raises ReadTimeout where it is over."""
    if (left := deadline - time.monotonic()) <= 0:
        raise httpcore.ReadTimeout("it took too long")
    return left


def _raise_unless_usable(status: int) -> None:
    if status == HTTPStatus.GONE:
        raise Gone("it is gone (410)")
    if 400 <= status < 500:
        raise Missing(f"it answered {status}")
    if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        raise Unfetched(f"it answered {status}")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise Unfetched(f"{url} is no address: {fault}") from fault
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Unfetched(f"{url} is no address of the web; write https://host/path")
    if "@" in parts.netloc:
        raise Unfetched("addresses with a user or a password are not fetched")
    return parts


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError as fault:
        raise Unfetched(f"it redirects to {target}, which is no address: {fault}") from fault


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _host(parts: SplitResult) -> str:
    """The host as the request names it, in ASCII."""
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError as fault:
        raise Unfetched(f"{parts.hostname} is no host: {fault}") from fault
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{parts.port}" if parts.port else shown


def _wire(parts: SplitResult) -> str:
    """The address in ASCII, without its fragment."""
    query = f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{_host(parts)}{quote(parts.path or '/', _SAFE)}{query}"
