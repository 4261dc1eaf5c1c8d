"""The addresses that are open to everybody, keys or not."""

HEALTH = frozenset({"/healthz", "/readyz"})
"""asked by whoever watches over the service, so they are not counted either"""
DOCS = frozenset({"/docs", "/docs/oauth2-redirect", "/redoc"})
"""pages with scripts of their own"""
_OPEN = HEALTH | DOCS | {"/", "/openapi.json"}
_FILES = "/static-offline-docs/"


def is_open(path: str) -> bool:
    """Whether an address answers the same to everybody."""
    return path in _OPEN or path.startswith(_FILES)
