"""The vault: every name, address, narrative and statement, sealed under one key per subject, apart from the events."""

from throughline.vault.deposits import Deposit
from throughline.vault.documents import ToSeal, concerns_vault, documents_of, references_of
from throughline.vault.errors import (
    PROBLEMS,
    DepositForbidden,
    DepositKeyReused,
    DocumentErased,
    DocumentNotFound,
    DocumentTooLarge,
    ReadForbidden,
    SealBroken,
)
from throughline.vault.opened import Opened
from throughline.vault.routes import router
from throughline.vault.vault import Vault

__all__ = [
    "PROBLEMS",
    "Deposit",
    "DepositForbidden",
    "DepositKeyReused",
    "DocumentErased",
    "DocumentNotFound",
    "DocumentTooLarge",
    "Opened",
    "ReadForbidden",
    "SealBroken",
    "ToSeal",
    "Vault",
    "concerns_vault",
    "documents_of",
    "references_of",
    "router",
]
