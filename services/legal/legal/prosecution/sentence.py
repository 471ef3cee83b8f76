"""What a court imposed on somebody it convicted.

Guarantees a conviction behind every sentence: an effective guilty verdict, or a source that reports one.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Rejected

from legal.codes import Money
from legal.prosecution.facts import AccusedFact
from legal.prosecution.rules import accused_of, alive, convicted
from legal.prosecution.state import Prosecution, Sentence

Months = Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)]

# Events. These names and fields are the storage format: never rename, add a V2.


class SentencePassed(AnyEvent):
    """`custodial_months` None: not said; figures never read it as zero."""

    accused_id: UUID
    custodial_months: Months | None = None
    life: bool = False
    fine: Money | None = None
    suspended: bool = False

    @property
    def custodial(self) -> bool:
        """Whether the door of a prison closes by it, as far as is known."""
        return not self.suspended and (self.life or bool(self.custodial_months))


# Commands


class RecordSentence(AccusedFact, records=SentencePassed):
    custodial_months: Months | None = None
    life: bool = False
    fine: Money | None = None
    suspended: bool = False


Event = SentencePassed
Command = RecordSentence

# Rules


class NotConvicted(Rejected):
    def __init__(self, accused_id: UUID) -> None:
        super().__init__(
            f"no effective guilty verdict against {accused_id}, and no source reports a conviction; record it first"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    accused = accused_of(prosecution, command.accused_id)
    alive(accused, command.moment)
    if not convicted(prosecution, accused):
        raise NotConvicted(command.accused_id)
    return [SentencePassed(**command.told())]


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    accused = prosecution.accused[event.accused_id]
    passed = Sentence(event.metadata.event_id, event.custodial)
    accused = replace(accused, sentences=(*accused.sentences, passed))
    return replace(prosecution, accused={**prosecution.accused, accused.accused_id: accused})
