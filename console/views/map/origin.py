"""Where the map's page comes from, and what it may load."""

ORIGIN = "console135://map"


def policy(nonce: str) -> str:
    """The content security policy: our own files, and the inline script that carries ``nonce``."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
