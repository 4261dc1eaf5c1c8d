"""Where the service may connect to: public addresses alone, unless a setting allows others."""

import ipaddress
import socket
from collections.abc import Iterable

import httpcore

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 inside IPv6 (RFC 6052): may lead anywhere"""


class RefusedTarget(httpcore.ConnectError):
    """The address is not one that may be connected to; the text says why."""


class CheckedNetwork(httpcore.SyncBackend):
    """Connects to the very address that was checked, so that a name cannot lead elsewhere in between."""

    def __init__(self, *, private: bool, setting: str) -> None:
        super().__init__()
        self._private = private
        self._setting = setting

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check, connect."""
        address = target(host, port, private=self._private, setting=self._setting)
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def target(host: str, port: int, *, private: bool, setting: str) -> str:
    """The address of a host, as a number.

    Args:
        host: name or address.
        port: where to connect.
        private: whether addresses that are not public are taken too.
        setting: the variable that allows them, for the text of the refusal.

    Raises:
        RefusedTarget: it has none, or one of them is loopback, private or otherwise not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise RefusedTarget(f"{host} has no address: {fault}") from fault
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not private and not _is_public(address):
            raise RefusedTarget(
                f"{host} is at {address}, which is not a public address; set {setting} to allow it"
            )
    return addresses[0]


def _is_public(address: str) -> bool:
    place = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(place, ipaddress.IPv6Address):
        if place in _TRANSLATED or place.sixtofour or place.teredo:
            return False
        place = place.ipv4_mapped or place
    return place.is_global and not place.is_multicast
