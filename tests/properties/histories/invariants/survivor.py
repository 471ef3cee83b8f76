"""Care of one survivor: her placement, what others are told of her, how she is assessed, and when she is restored."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib.resources import files
from json import loads
from typing import Any
from uuid import UUID

from aftercare import definitions
from throughline.domain import Event, before

from histories.invariants.recorded import as_it_counted, named, streams, tell
from histories.world import SETTLED, World

INSTRUMENTS = {**definitions.instruments(), SETTLED.id: SETTLED}
VITAL_INTEREST_HOURS = 72


def two_placements(world: World) -> list[str]:
    wrong = list[str]()
    for _, history in streams(world, "aftercare", "Survivor"):
        for earlier, event in as_it_counted(history):
            if named(event, "PlacementStarted"):
                started = {one.placement_id for one in earlier if named(one, "PlacementStarted")}  # type: ignore[attr-defined]
                ended = {one.placement_id for one in earlier if named(one, "PlacementEnded")}  # type: ignore[attr-defined]
                if started - ended:
                    wrong.append(tell(event, "another placement is open"))
    return wrong


def referred_without_basis(world: World) -> list[str]:
    return [
        tell(event, wrong)
        for survivor_id, history in streams(world, "aftercare", "Survivor")
        for _, event in as_it_counted(history)
        if named(event, "ServiceReferred")
        for wrong in [lacking(world, survivor_id, event)]
        if wrong
    ]


def lacking(world: World, survivor_id: UUID, referral: Any) -> str:
    """What the referral had to rest on and did not; nothing where it may stand."""
    if referral.legal_basis == "vital_interest":
        hours = [since(one, referral) for one in known_then(world, referral, "SurvivorEnrolled", survivor_id)]
        return "" if any(0 <= h <= VITAL_INTEREST_HOURS for h in hours) else "vital interest of long ago"
    if referral.legal_basis:
        return ""
    if referral.consent_id is None:
        return "neither consent nor legal basis"
    notes = [one for one in known_then(world, referral, "ConsentNoted") if one.consent_id == referral.consent_id]
    said = [one for one in notes if one.purposes]
    if not said or said[-1].subject_id != survivor_id:
        return "a consent that is not hers"
    wanted = {("service_delivery", True), (f"share_with_partner:{referral.org_id}", True)}
    if not wanted <= {(choice.purpose, choice.given) for choice in said[-1].purposes}:
        return "a consent to something else"
    day, last = referral.occurred_on, notes[-1]
    if referral.org_id in last.withhold_from:
        return "an organisation she will not have told"
    if any(end and before(end, day) for end in (last.withdrawn_on, last.lapsed_on)):
        return "a consent that had ended"
    if day.precision != "unknown" and last.expires_on and str(day.at)[:7] > last.expires_on:
        return "a consent that had expired"
    return "a consent given later" if before(day.plus(2), said[0].occurred_on) else ""


def since(earlier: Event, later: Event) -> float:
    return (later.metadata.recorded_at - earlier.metadata.recorded_at).total_seconds() / 3600


def known_then(world: World, event: Event, kind: str, survivor_id: UUID | None = None) -> Iterator[Any]:
    """Events of the case's own stream that counted when this one was recorded."""
    for _, history in streams(world, "aftercare", "CaseCare"):
        until = [one for one in history if one.metadata.recorded_at <= event.metadata.recorded_at]
        for one in world.members["aftercare"].effective(until):
            if named(one, kind) and survivor_id in (None, getattr(one, "survivor_id", None)):
                yield one


def other_means(world: World) -> list[str]:
    wrong = list[str]()
    for _, history in streams(world, "aftercare", "Assessment"):
        for earlier, event in as_it_counted(history):
            said: Any = event
            if named(event, "AssessmentCompleted"):
                means = means_of(earlier)
                known = [mean for mean in means.values() if mean is not None]
                overall = sum(known, Fraction()) / len(known) if known else None
                if said.domain_scores != {d: shown(mean) for d, mean in means.items()} or said.overall != shown(
                    overall
                ):
                    wrong.append(tell(event, f"means are {means}, not {said.domain_scores}"))
    return wrong


def scores_of(earlier: list[Event]) -> dict[str, Any]:
    scored: list[Any] = [one for one in earlier if named(one, "SubdomainScored")]
    return {one.subdomain: one.score for one in scored}


def instrument_of(earlier: list[Event]) -> Any:
    started: list[Any] = [one for one in earlier if named(one, "AssessmentStarted")]
    return INSTRUMENTS[f"{started[-1].instrument}-{started[-1].instrument_version}"]


def means_of(earlier: list[Event]) -> dict[str, Fraction | None]:
    scores, means = scores_of(earlier), dict[str, Fraction | None]()
    for domain, subdomains in instrument_of(earlier).domains.items():
        some = [Fraction(scores[one]) for one in subdomains if scores[one] != "NA"]
        means[domain] = sum(some, Fraction()) / len(some) if some else None
    return means


def shown(mean: Fraction | None) -> Decimal | None:
    if mean is None:
        return None
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def restored_against_policy(world: World) -> list[str]:
    assessments = dict(streams(world, "aftercare", "Assessment"))
    return [
        tell(event, wrong)
        for survivor_id, history in streams(world, "aftercare", "Survivor")
        for _, event in as_it_counted(history)
        if named(event, "SurvivorRestored")
        for wrong in [missed(assessments, survivor_id, event)]
        if wrong
    ]


def missed(assessments: dict[UUID, list[Event]], survivor_id: UUID, restored: Any) -> str:
    policy = policy_of(restored.policy_version)
    counted = assessments.get(restored.assessment_id, [])
    history = [one for one in counted if one.metadata.recorded_at <= restored.metadata.recorded_at]
    done: list[Any] = [one for one in history if named(one, "AssessmentCompleted")]
    begun: list[Any] = [one for one in history if named(one, "AssessmentStarted")]
    if not done or begun[-1].survivor_id != survivor_id:
        return "no complete assessment of hers"
    if instrument_of(history).provisional and not policy["provisionalInstruments"]:
        return "a provisional instrument"
    if (restored.occurred_on.day - done[-1].occurred_on.day).days > policy["maximumAgeDays"]:
        return "an old assessment"
    means, least = means_of(history), Fraction(policy["minimumDomainScore"])
    if any(mean is None or mean < least for mean in means.values()):
        return f"means of {means}"
    low = [one for one in scores_of(history).values() if one != "NA" and one < policy["minimumSubdomainScore"]]
    return f"scores of {low}" if low else ""


def policy_of(version: str) -> Any:
    (policy,) = [
        data
        for file in files("aftercare").joinpath("policies").iterdir()
        if file.name.endswith(".json") and (data := loads(file.read_text()))["version"] == version
    ]
    return policy
