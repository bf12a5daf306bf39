"""The proxies before a server of ours, whose word on where a request comes from is believed."""

from ipaddress import ip_network

from bumi.errors import BadInput


def proxies_of(listed: str, setting: str) -> list[str]:
    """Return the proxies that a setting lists; BadInput for «*» and for networks of every address."""
    proxies = [each.strip() for each in listed.split(",") if each.strip()]
    for each in proxies:
        try:
            everybody = ip_network(each).prefixlen == 0
        except ValueError:
            everybody = True
        if everybody:
            raise BadInput(f"{setting}: «{each}» نشانی یا شبکه یک پراکسی نیست؛ مانند «127.0.0.1, 10.0.0.0/24» بنویسید")
    return proxies
