"""What legal answers: one class a row of an answer, in the words of the field."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from throughline.http import View


class ProsecutionLine(View):
    prosecution_id: UUID
    jurisdiction_profile: str
    stage: str
    accused: int
    convicted: int


class CaseView(View):
    case_id: UUID
    reference: str | None
    office_id: str | None
    jurisdiction: str | None
    suspects: int
    victims: int
    part: str
    outcome: str | None
    opened_on: datetime | None
    closed_on: datetime | None
    any_conviction: bool
    prosecutions: tuple[ProsecutionLine, ...]


class VerdictLine(View):
    court: str
    verdict: str
    counts: int


class SentenceView(View):
    months: Decimal | None
    life: bool
    suspended: bool
    fine_amount: Decimal | None
    fine_currency: str | None
    passed_on: datetime | None


class CustodyView(View):
    prosecution_id: UUID
    accused_id: UUID
    custody: str
    custody_since: datetime | None
    bail: str
    bail_kind: str | None
    bail_conditions: tuple[str, ...]
    release_expected_on: datetime | None


class AccusedView(CustodyView):
    """`stage` is where it stands, `outcome` how it ended as far as it has."""

    stage: str
    outcome: str | None
    charges: int
    counts: int
    open_counts: int
    verdicts: tuple[VerdictLine, ...]
    convicted: bool
    disposition: str | None
    sentence: SentenceView | None
    final: bool


class HearingView(View):
    hearing_id: UUID
    prosecution_id: UUID
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    on_at: datetime | None
    on_precision: str
    type: str
    court_org_id: UUID | None
    mode: str
    witness_ids: tuple[UUID, ...]
    continues: UUID | None
    state: str
    reason: str | None
    requested_by: str | None


class MilestoneView(View):
    """`dueOn` is the last day, or instant, of the term; `overAt` is when it will have passed."""

    case_id: UUID
    case_reference: str | None
    office_id: str | None
    prosecution_id: UUID
    profile: str
    accused_id: UUID | None
    clock: str
    due_on: str
    over_at: datetime
    overdue: bool


class TaskView(View):
    """A task. `because`: the events that ask for it, or the partner's fact whose case is to be named.

    Such a fact has no case yet: `caseId` is its own then, and `officeId` `*` where it may be any office's.
    """

    task_id: UUID
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    kind: str
    role: str
    asked: str
    urgency: str
    due_at: datetime
    because: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    opened_at: datetime
    escalated: int
    outcome: str | None
    overdue: bool


class ProtectionOrderView(View):
    order_id: UUID
    prosecution_id: UUID
    protects: UUID
    against: UUID
    until: datetime | None
    breaches: int
    state: str


class EvidenceView(View):
    item_id: UUID
    prosecution_id: UUID | None
    category: str
    sha256: str | None
    seal: str | None
    custodian: UUID
    collected_on: datetime | None
    hand_overs: int
    examinations: int
    gaps: int
    ruling: str


class ReferenceView(View):
    case_id: UUID
    case_reference: str | None
    office_id: str | None
    prosecution_id: UUID
    accused_id: UUID | None
    org_id: UUID
    kind: str


class EntitlementView(View):
    id: UUID
    victim_id: UUID
    kind: str
    authority_org_id: UUID | None
    granted_on: datetime | None
    until: datetime | None
    amount: Decimal | None
    currency: str | None
    received: Decimal | None


class TermView(View):
    """`basis` is the rule's source: K is unverified professional knowledge, S the agency's own choice."""

    clock: str
    days: int
    hours: int
    first_day_counts: bool
    longer_days: int | None
    default_bail: bool
    basis: str


class ProfileView(View):
    code: str
    version: int
    name: str
    source: str
    investigation_led_by: str
    milestones: dict[str, str]
    clocks: tuple[TermView, ...]


class CaseLine(View):
    """One case on a lawyer's desk: who is held and who is at large, what comes next and what is overdue."""

    case_id: UUID
    reference: str | None
    office_id: str | None
    jurisdiction: str | None
    part: str
    outcome: str | None
    opened_on: datetime | None
    accused: int
    held: int
    at_large: int
    absconded: int
    next_hearing: datetime | None
    open_tasks: int
    overdue: int


class CompensationView(View):
    order_id: UUID
    prosecution_id: UUID
    victim_id: UUID | None
    accused_id: UUID | None
    payer: str
    amount: Decimal | None
    currency: str
    ordered_on: datetime | None
    received: Decimal
    payments: int


class MandateView(View):
    """`inForce`: the consent behind it is neither withdrawn nor expired."""

    victim_id: UUID
    lawyer_id: UUID
    consent_id: UUID
    mandated_on: datetime | None
    in_force: bool


class OwnHearing(View):
    hearing_id: UUID
    on_at: datetime | None
    on_precision: str
    type: str
    mode: str
    state: str


class OwnOrder(View):
    order_id: UUID
    against: UUID
    until: datetime | None
    breaches: int
    state: str


class OwnPaper(View):
    id: UUID
    kind: str
    granted_on: datetime | None
    until: datetime | None
    amount: Decimal | None
    currency: str | None
    received: Decimal | None


class OwnCompensation(View):
    order_id: UUID
    payer: str
    amount: Decimal | None
    currency: str
    ordered_on: datetime | None
    received: Decimal


class OwnAccused(View):
    """Somebody charged with what was done to her, or whom an order keeps from her."""

    prosecution_id: UUID
    accused_id: UUID
    stage: str
    outcome: str | None
    custody: str
    release_expected_on: datetime | None


class OwnCase(View):
    """What a case holds for one person, and nothing of any other victim."""

    case_id: UUID
    case_reference: str | None
    office_id: str | None
    person_id: UUID
    hearings: tuple[OwnHearing, ...]
    protection_orders: tuple[OwnOrder, ...]
    papers: tuple[OwnPaper, ...]
    compensation: tuple[OwnCompensation, ...]
    accused: tuple[OwnAccused, ...]
