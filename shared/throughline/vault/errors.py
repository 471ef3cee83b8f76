"""The ways the vault says no. Their texts name references, roles and kinds, never anything of a document's content.

`PROBLEMS` is what the HTTP side needs to answer them: status and stable code for each.
"""

from collections.abc import Mapping
from uuid import UUID


class DocumentNotFound(LookupError):
    """No such document, or none that this actor may know of: nobody learns which."""

    def __init__(self, ref: UUID) -> None:
        super().__init__(f"there is no document {ref} that you may see")


class DocumentErased(Exception):
    """A key the document was sealed under has been destroyed. Nobody can read it again."""

    def __init__(self, ref: UUID) -> None:
        super().__init__(f"document {ref} has been erased")


class ReadForbidden(Exception):
    """This role does not read documents of this kind, or a depositor asks for what no fact refers to yet."""


class DepositForbidden(Exception):
    """This role does not deposit documents of this kind."""


class DepositKeyReused(Exception):
    """The same depositor used this Idempotency-Key for another deposit."""

    def __init__(self) -> None:
        super().__init__("this Idempotency-Key was used for another deposit; choose a new one")


class DocumentTooLarge(ValueError):
    """The document is over the limit. Nothing was stored."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"a document holds at most {limit // 1024} KiB")


class SealBroken(Exception):
    """Sealed bytes do not open although no key was destroyed: another service key, or the row was tampered with."""


PROBLEMS: Mapping[type[Exception], tuple[int, str]] = {
    DocumentNotFound: (404, "not-found"),
    DocumentErased: (410, "document-erased"),
    ReadForbidden: (403, "role-not-allowed"),
    DepositForbidden: (403, "role-not-allowed"),
    DepositKeyReused: (422, "idempotency-key-reused"),
    DocumentTooLarge: (413, "too-large"),
    SealBroken: (500, "document-seal-broken"),
}
"""Exception -> (HTTP status, stable code)."""
