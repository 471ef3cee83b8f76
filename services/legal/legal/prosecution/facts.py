"""What the commands of a prosecution have in common: acts of police, prosecutors and courts that lawyers write down."""

from typing import Any
from uuid import UUID

from throughline.domain import Fact

from legal.roles import RECORDERS


class ProsecutionFact(Fact, roles=RECORDERS):
    prosecution_id: UUID

    def told(self, *without: str) -> dict[str, Any]:
        """The fields that its event carries: the prosecution is the stream itself."""
        return self.fields("prosecution_id", *without)


class AccusedFact(ProsecutionFact):
    accused_id: UUID
