import gzip
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.database import open_database
from index.subscriptions import Subscription, Subscriptions
from service.fetching import AskedToWait, Fetcher, Gone, Limits, Unfetched
from tests.service.site import Reply, serving

QUICK = Limits(pause=0.0, most_bytes=1000, seconds=5.0)


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Subscriptions]:
    with open_database(tmp_path, None) as database:
        yield Subscriptions(database)


def fetcher(hosts: Subscriptions, limits: Limits = QUICK) -> Fetcher:
    return Fetcher(hosts, private=True, limits=limits)


def feed(url: str, etag: str | None = None, modified: str | None = None) -> Subscription:
    return Subscription(url, url, etag, modified)


def test_a_request_names_us_and_asks_only_for_what_changed(hosts: Subscriptions) -> None:
    """The product stands in User-Agent; validators of the last answer are sent, and a 304 has no body."""
    with serving() as site:
        site.replies["/feed"] = Reply("news", headers={"etag": '"one"'})
        fetching = fetcher(hosts)
        first = fetching.feed(feed(f"{site.url}/feed"))
        again = fetching.feed(feed(f"{site.url}/feed", etag='"one"', modified="Wed, 11 Mar 2026"))
    assert (first.body, first.unchanged, first.headers["etag"]) == (b"news", False, '"one"')
    assert (again.body, again.unchanged) == (b"", True)
    sent = site.requests[1][1]
    assert sent["user-agent"].startswith("crosscheck/")
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"one"', "Wed, 11 Mar 2026")


def test_permanent_redirects_are_kept_and_others_are_not(hosts: Subscriptions) -> None:
    """The address is the last one that a chain of 301 and 308 from the start leads to."""
    with serving(c="news") as site:
        site.replies["/a"] = Reply(status=301, headers={"location": "/b"})
        site.replies["/b"] = Reply(status=302, headers={"location": f"{site.url}/c"})
        site.replies["/d"] = Reply(status=308, headers={"location": "/c"})
        fetching = fetcher(hosts)
        assert fetching.feed(feed(f"{site.url}/a")).url == f"{site.url}/b"
        assert fetching.feed(feed(f"{site.url}/d")).url == f"{site.url}/c"


def test_what_a_host_says_cannot_break_the_next_request(hosts: Subscriptions) -> None:
    """A validator is given back byte for byte, and a redirect to no address is a fault."""
    with serving() as site:
        site.replies["/feed"] = Reply("news", headers={"etag": '"ä"'})
        site.replies["/away"] = Reply(status=302, headers={"location": "http://[x/"})
        answer = fetcher(hosts).feed(feed(f"{site.url}/feed"))
        assert fetcher(hosts).feed(feed(f"{site.url}/feed", etag=answer.headers["etag"])).unchanged
        with pytest.raises(Unfetched, match="no address"):
            fetcher(hosts).feed(feed(f"{site.url}/away"))


def test_redirects_end(hosts: Subscriptions) -> None:
    """A circle is left after five redirects."""
    with serving() as site:
        site.replies["/a"] = Reply(status=301, headers={"location": "/a"})
        with pytest.raises(Unfetched, match="more than 5 times"):
            fetcher(hosts).feed(feed(f"{site.url}/a"))
        assert site.paths == ["/a"] * 6


def test_private_addresses_are_refused_before_and_behind_a_redirect(hosts: Subscriptions) -> None:
    """Nothing is asked of loopback unless it is allowed, nor of anything that is not the web."""
    with serving(feed="news") as site:
        with pytest.raises(Unfetched, match="set CROSSCHECK_PRIVATE_FEEDS"):
            Fetcher(hosts, limits=QUICK).feed(feed(f"{site.url}/feed"))
        assert site.paths == []
        site.replies["/away"] = Reply(status=302, headers={"location": "file:///etc/passwd"})
        with pytest.raises(Unfetched, match="no address of the web"):
            fetcher(hosts).feed(feed(f"{site.url}/away"))
    for url in ("http://a:b@news.example/", "http:///x", "http://a:99999/", "http://[::1"):
        with pytest.raises(Unfetched):
            fetcher(hosts).feed(feed(url))


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_wait_is_left_alone(hosts: Subscriptions, status: int) -> None:
    """Retry-After holds for all addresses of the host, for the next process too, and for a day at most."""
    with serving(other="x") as site:
        site.replies["/feed"] = Reply(status=status, headers={"retry-after": "120"})
        with pytest.raises(AskedToWait, match=f"answered {status}"):
            fetcher(hosts).feed(feed(f"{site.url}/feed"))
        with pytest.raises(AskedToWait, match="asked to wait until"):
            fetcher(hosts).feed(feed(f"{site.url}/other"))
        host = site.url.removeprefix("http://")
        until = hosts.waits(host)
        assert until is not None
        assert timedelta(seconds=60) < until - datetime.now(UTC) <= timedelta(seconds=120)
        hosts.put_off(host, datetime.now(UTC) - timedelta(seconds=1))
        site.replies["/feed"] = Reply(status=status, headers={"retry-after": "9" * 30})
        with pytest.raises(AskedToWait):
            fetcher(hosts).feed(feed(f"{site.url}/feed"))
        until = hosts.waits(host)
        assert until is not None
        assert until - datetime.now(UTC) <= timedelta(days=1)
        assert site.paths == ["/feed", "/feed"]


def test_a_wait_may_be_a_time_or_unsaid(hosts: Subscriptions) -> None:
    """Retry-After as an HTTP date is read, and without one a quarter of an hour is waited."""
    with serving() as site:
        host = site.url.removeprefix("http://")
        for said, least in (("Fri, 01 Jan 2100 00:00:00 GMT", 23 * 60), ("soon", 14), (None, 14)):
            site.replies["/"] = Reply(status=503, headers={"retry-after": said} if said else {})
            with pytest.raises(AskedToWait):
                fetcher(hosts).feed(feed(f"{site.url}/"))
            until = hosts.waits(host)
            assert until is not None
            assert until - datetime.now(UTC) > timedelta(minutes=least)
            hosts.put_off(host, datetime.now(UTC) - timedelta(seconds=1))


def test_what_is_gone_is_told_from_what_fails(hosts: Subscriptions) -> None:
    """410 is for good; 404 and 500 may pass."""
    with serving() as site:
        site.replies["/gone"] = Reply(status=410)
        site.replies["/ill"] = Reply(status=500)
        with pytest.raises(Gone):
            fetcher(hosts).feed(feed(f"{site.url}/gone"))
        for path, said in (("ill", "500"), ("none", "404")):
            with pytest.raises(Unfetched, match=said) as fault:
                fetcher(hosts).feed(feed(f"{site.url}/{path}"))
            assert not isinstance(fault.value, Gone)


def test_an_answer_is_bounded_also_when_it_is_packed(hosts: Subscriptions) -> None:
    """A large body is refused, and so is a small one that unpacks to a large one; a packed one within bounds is read."""
    packed = {"content-encoding": "gzip"}
    with serving(large="x" * 1001, edge="x" * 1000) as site:
        site.replies["/bomb"] = Reply(gzip.compress(b"\0" * 50_000_000), headers=packed)
        site.replies["/packed"] = Reply(gzip.compress(b"x" * 1000), headers=packed)
        site.replies["/cut"] = Reply(gzip.compress(b"news")[:-6], headers=packed)
        site.replies["/false"] = Reply("news", headers=packed)
        site.replies["/odd"] = Reply("news", headers={"content-encoding": "br"})
        for path in ("large", "bomb"):
            with pytest.raises(Unfetched, match="larger than 1000 bytes"):
                fetcher(hosts).feed(feed(f"{site.url}/{path}"))
        for path in ("edge", "packed"):
            assert fetcher(hosts).feed(feed(f"{site.url}/{path}")).body == b"x" * 1000
        for path, said in (("cut", "cut off"), ("false", "not the gzip"), ("odd", "encoded as br")):
            with pytest.raises(Unfetched, match=said):
                fetcher(hosts).feed(feed(f"{site.url}/{path}"))


def test_an_answer_that_drips_is_left(hosts: Subscriptions) -> None:
    """The time limit is for the whole answer: a byte now and then does not stretch it."""
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stopped.wait(0.05):
                    try:
                        connection.sendall(b"x-a: b\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        port = listening.getsockname()[1]
        with pytest.raises(Unfetched, match=r"took too long|timed out"):
            fetcher(hosts, Limits(seconds=0.5)).feed(feed(f"http://127.0.0.1:{port}/"))
        stopped.set()
        thread.join()


def test_robots_are_heeded_for_pages(hosts: Subscriptions) -> None:
    """What robots.txt forbids us is not asked for; it is read once, and a feed needs no leave."""
    with serving(feed="f", open="o", shut="s") as site:
        site.replies["/robots.txt"] = Reply("User-agent: crosscheck\nDisallow: /shut")
        site.replies["/door"] = Reply(status=302, headers={"location": "/shut"})
        fetching = fetcher(hosts)
        assert fetching.page(f"{site.url}/open").body == b"o"
        for path in ("shut", "door"):
            with pytest.raises(Unfetched, match="does not allow"):
                fetching.page(f"{site.url}/{path}")
        assert fetching.feed(feed(f"{site.url}/feed")).body == b"f"
        assert site.paths == ["/robots.txt", "/open", "/door", "/feed"]


def test_rules_that_are_missing_allow_and_rules_that_fail_forbid(hosts: Subscriptions) -> None:
    """A 404 or 410 for robots.txt lets us in, a 500 does not (RFC 9309)."""
    with serving(page="p") as site:
        assert fetcher(hosts).page(f"{site.url}/page").body == b"p"
        site.replies["/robots.txt"] = Reply(status=410)
        assert fetcher(hosts).page(f"{site.url}/page").body == b"p"
        site.replies["/robots.txt"] = Reply(status=500)
        with pytest.raises(Unfetched, match=r"robots\.txt .* cannot be read"):
            fetcher(hosts).page(f"{site.url}/page")


def test_a_host_is_given_a_pause(hosts: Subscriptions) -> None:
    """Between two requests to a host the pause is slept, or its own crawl-delay up to a bound; the first need not wait."""
    slept: list[float] = []
    with serving(a="a", b="b") as site:
        site.replies["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 7")
        fetching = Fetcher(
            hosts, private=True, limits=Limits(), clock=lambda: 100.0, sleep=slept.append
        )
        fetching.feed(feed(f"{site.url}/a"))
        fetching.page(f"{site.url}/b")
        fetching.page(f"{site.url}/a")
    assert slept == [1.0, 1.0, 7.0]


def test_addresses_are_written_in_ascii(hosts: Subscriptions) -> None:
    """Letters beyond ASCII in a path are quoted, and a fragment is not sent."""
    with serving() as site:
        site.replies["/f%C3%A4hre?a=%C3%BC%20b"] = Reply("news")
        assert fetcher(hosts).feed(feed(f"{site.url}/fähre?a=ü b#c")).body == b"news"
