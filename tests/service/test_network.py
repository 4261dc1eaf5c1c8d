import pytest

from service.network import RefusedTarget, target


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "100.64.0.1",
    ],
)
def test_addresses_that_are_not_public_are_told(address: str) -> None:
    """Loopback, private, link-local, shared, multicast, and IPv4 hidden in IPv6."""
    with pytest.raises(RefusedTarget, match="set CROSSCHECK_PRIVATE_FEEDS"):
        target(address, 443, private=False, setting="CROSSCHECK_PRIVATE_FEEDS")
    assert target(address, 443, private=True, setting="CROSSCHECK_PRIVATE_FEEDS") == address


def test_public_addresses_are_taken_as_they_are() -> None:
    """A number is its own address; a name without one is refused."""
    assert (
        target("93.184.216.34", 443, private=False, setting="CROSSCHECK_PRIVATE_FEEDS")
        == "93.184.216.34"
    )
    assert (
        target("2606:2800:220:1::1", 443, private=False, setting="CROSSCHECK_PRIVATE_FEEDS")
        == "2606:2800:220:1::1"
    )
    with pytest.raises(RefusedTarget, match="has no address"):
        target("nowhere.invalid", 443, private=False, setting="CROSSCHECK_PRIVATE_FEEDS")
