"""Which addresses may be called: public ones, whatever way they are written."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from revrise.core.errors import Refused, Retriable

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
# IPv6 ranges in which an IPv4 address is hidden, with the bits below it.
_HIDING = ((IPv6Network("64:ff9b::/96"), 0), (IPv6Network("2002::/16"), 80),
           (IPv6Network("::/96"), 0), (IPv6Network("::ffff:0:0:0/96"), 0))  # fmt: skip
_LOCAL_USE = IPv6Network("64:ff9b:1::/48")


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name. Raises Retriable when it has none now."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Retriable(f"the name {host} cannot be resolved: {error}") from None
    return [str(entry[4][0]) for entry in found]


def allowed(host: str, addresses: Sequence[str]) -> str:
    """The address to call. Raises Refused if any of them is not public.

    One private address among public ones is how names are rebound, so all have to be public.
    """
    for text in addresses:
        if not is_public(text):
            raise Refused(
                f"{host} leads to an address that is not public",
                culprit=host,
                remedy="use a public receiver, or allow private ones: webhooks.private_hosts",
            )
    if not addresses:
        raise Retriable(f"the name {host} has no address")
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether everybody may be sent there: global, unicast, hiding nothing else."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(map(_public, (address, *_hidden(address))))


def _public(address: Address) -> bool:
    local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or local)


def _hidden(address: Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    mapped = [address.ipv4_mapped] if address.ipv4_mapped else []
    if address.teredo:
        mapped += [address.teredo[1]]
    if address in _LOCAL_USE:
        mapped += [IPv4Address("10.0.0.0")]  # what it leads to is the network's own business
    return mapped + [
        IPv4Address((int(address) >> bits) & 0xFFFF_FFFF)
        for network, bits in _HIDING
        if address in network
    ]
