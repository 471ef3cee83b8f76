"""What a made-up case waits for, read as the people in it would: what another team has done by itself."""

from collections.abc import Mapping
from typing import Any, assert_never

from casework_imports.doors import Doors
from casework_imports.simulating.plan import DIRECTOR, INVESTIGATOR, LAWYER, SOCIAL_WORKER, Plan, Wait


async def seen(wait: Wait, plan: Plan, kept: Mapping[str, Any], doors: Doors) -> Mapping[str, Any] | None:
    """What is to be remembered of it, once it is so; None before. `kept`: what is remembered so far."""
    case = f"/cases/{plan.case_id}"

    async def read(service: str, role: str, path: str, **params: str) -> Any:
        return await doors.read(service, role, plan.office, path, params)

    match wait.until:
        case "enrolled":
            care = await read("aftercare", SOCIAL_WORKER, case)
            return {} if care and set(wait.people) <= set(care["enrolled"]) else None
        case "suspected":
            docket = await read("legal", LAWYER, case)
            return {} if docket and docket["suspects"] >= len(wait.people) else None
        case "prosecuted":
            docket = await read("legal", LAWYER, case)
            known = bool(docket) and docket["suspects"] >= len(wait.people) and docket["prosecutions"]
            return {"prosecution": docket["prosecutions"][0]["prosecutionId"]} if known else None
        case "scheduled":
            noted = await read("aftercare", SOCIAL_WORKER, f"{case}/timeline", type="HearingNoted")
            return {} if wait.about in hearings(noted) else None
        case "ready":
            noted = await read("legal", LAWYER, f"{case}/timeline", type="ReadinessNoted")
            return {} if wait.about in hearings(noted) else None
        case "told":
            asked = await read("aftercare", SOCIAL_WORKER, f"{case}/timeline", type="TaskOpened", limit="500")
            causes = {entry["causationId"] for entry in asked["entries"]} if asked else set()
            return {} if kept[wait.about] in causes else None
        case "tried":
            view = await read("intake", INVESTIGATOR, case)
            return {} if view and view["legalPart"] == "closed" else None
        case "closed":
            view = await read("intake", INVESTIGATOR, case)
            return {} if view and view["status"] == "closed" else None
        case "programme":
            there = await read("reporting", DIRECTOR, f"/offices/{plan.office}/programme")
            return {"programme": there["programmeId"]} if there else None
        case other:
            assert_never(other)


def hearings(timeline: Any) -> set[str]:
    return {entry["data"].get("hearingId") for entry in timeline["entries"]} if timeline else set()
