"""All a plugin gets of the host: never a database, a request or the secret store."""

from typing import Any, Protocol


class Tools(Protocol):
    """What the host hands to doors and observers; one of its own for each plugin."""

    @property
    def plugin_id(self) -> str:
        """Whose tools these are."""
        ...

    def secret(self, name: str) -> str:
        """A secret the manifest declares.

        Raises Refused for an undeclared name, Misconfigured where the operator set none.
        """
        ...

    def log(self, message: str, **data: Any) -> None:
        """Writes a line to the host's log, marked with the plugin's id. No personal data."""
        ...
