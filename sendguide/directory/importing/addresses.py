"""Which web addresses an import may ask: listed hosts only, over https, and never a machine in our own network.

A feed's address, and every redirect it answers with, comes from outside. Without these rules it could make the guide's
server read from the council's inner network (OWASP: server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Union
from urllib.parse import SplitResult, urlsplit

from sendguide.errors import GuideError

Address = Union[ipaddress.IPv4Address, ipaddress.IPv6Address]
Resolve = Callable[[str, int], list[str]]
"""Host and port to the numeric addresses behind them; raises OSError when there are none."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""


class NotAllowed(GuideError):
    """An address that an import may not ask."""


@dataclass(frozen=True)
class Rules:
    """What may be asked.

    Attributes:
        hosts: host names in small letters, with `:port` where it is not 443.
        allow_loopback: for tests: listed hosts of this very computer may be asked too, and without https.
    """

    hosts: frozenset[str]
    allow_loopback: bool = False

    @classmethod
    def of(cls, hosts: Iterable[str], *, allow_loopback: bool = False) -> Rules:
        """The rules for some hosts as people write them."""
        return cls(frozenset(host.strip().lower() for host in hosts if host.strip()), allow_loopback)

    def check_url(self, url: str) -> None:
        """Looks at an address before anything is sent.

        Raises:
            NotAllowed: when its scheme, its host or its form is not allowed.
        """
        parts = _split(url)
        host, default = parts.hostname or "", 443 if parts.scheme == "https" else 80
        if parts.scheme != "https" and not (parts.scheme == "http" and self.allow_loopback and _is_here(host)):
            raise NotAllowed(f"The address {_shown(parts)} does not start with https://, so it is not asked.")
        if parts.username or parts.password:
            raise NotAllowed(f"The address of {host} has a user name in it. Leave it out: feeds are open.")
        self.check_host(host, parts.port or default, default=default)

    def check_host(self, host: str, port: int, *, default: int) -> None:
        """Looks at a host before it is connected to: what reads an address later might read it in another way.

        Raises:
            NotAllowed: when it is not listed.
        """
        name = host if port == default else f"{host}:{port}"
        if name.lower() not in self.hosts:
            raise NotAllowed(
                f"The host {name!r} is not on the list of hosts that may be asked. "
                "If you trust it, add it to SENDGUIDE_IMPORT_HOSTS."
            )

    def checked_addresses(self, host: str, port: int, resolve: Resolve) -> list[str]:
        """The numeric addresses of a host, when every one of them may be asked.

        The connection is then made to one of these very addresses. So a name that answers differently when it is asked
        a second time (DNS rebinding) gains nothing: it is not asked a second time.

        Raises:
            NotAllowed: when any of them is private, of this computer, or otherwise not public.
            OSError: when the name cannot be found.
        """
        found = resolve(host, port)
        for text in found:
            if not self._may_connect(text):
                raise NotAllowed(f"The host {host} leads to {text}, which is not a public address, so it is not asked.")
        return found

    def _may_connect(self, text: str) -> bool:
        address = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
        if address.is_loopback:
            return self.allow_loopback
        return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve_host(host: str, port: int) -> list[str]:
    """Asks the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises for a port that is no number)
    except ValueError as error:
        raise NotAllowed(f"The address {url!r} cannot be read. Check it for slips of the pen.") from error
    return parts


def _shown(parts: SplitResult) -> str:
    """The address without user name and query: they can hold secrets."""
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address.sixtofour:
            return address.ipv4_mapped or address.sixtofour or address
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
