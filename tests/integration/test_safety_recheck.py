"""Nobody is left unwarned: a release ends in a re-check owed to her, whatever was recorded first, on a real broker."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from throughline.testing.running import eventually

NOTED, ENROLLED, DECLINED = "only noted", "enrolled", "declined"

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def becomes(here: Any, case: str, victim: UUID, how: str) -> None:
    """Make her known to the case in one of the three ways."""
    if how == ENROLLED:
        await here.consent(case, victim)
        await here.bring_to_safety(case, victim)
    elif how == DECLINED:
        await here.tell(
            "intake",
            "social_worker",
            f"{case}/record-victim-declined-assistance",
            victimId=str(victim),
            reasonCode="not_stated",
        )
    else:
        person = {"victimId": str(victim), "ageBand": "unknown", "gender": "NonSpecifiedUnknown", "citizenship": []}
        await here.tell("intake", "investigator", f"{case}/record-victims", victims=[person])


async def accused_in_custody(here: Any, case: str) -> dict[str, str]:
    """Suspect, prosecution, accused, arrest; what further facts of his custody are addressed with."""
    suspect = str(uuid4())
    await here.tell("intake", "investigator", f"{case}/record-suspect", suspectId=suspect, roles=["Exploiter"])
    await eventually(lambda: here.events("legal", case, "SuspectNoted"))
    opened = await here.tell("legal", "lawyer", f"{case}/open-prosecution", jurisdictionProfile="philippines")
    prosecution = next(e["data"]["prosecutionId"] for e in opened["events"] if e["type"] == "ProsecutionOpened")
    about = {"prosecutionId": prosecution, "accusedId": suspect}
    org = str(uuid4())
    await here.tell(
        "legal", "lawyer", f"{case}/record-accused-registered", **about, roles=["Exploiter"], namedBy=org, basis="fir"
    )
    await here.tell("legal", "lawyer", f"{case}/record-arrest", **about, withWarrant=True, byOrgId=org)
    return about


async def owed(here: Any, case: str, victim: UUID, cause: str) -> list[Any]:
    """The re-checks owed to her because of one event."""
    fell_due = await here.events("aftercare", case, "SafetyRecheckFellDue")
    found = [json.loads(event["data"]) for event in fell_due]
    return [due for due in found if str(victim) in due["personIds"] and cause in due["because"]]


class TestARelease:
    @pytest.mark.parametrize("how", [NOTED, ENROLLED, DECLINED])
    @pytest.mark.parametrize("release_first", [True, False])
    async def test_ends_in_a_recheck_owed_to_her_every_time(self, here: Any, how: str, release_first: bool) -> None:
        case, victim = await here.open_case(), uuid4()
        about = await accused_in_custody(here, case)
        if not release_first:
            await becomes(here, case, victim, how)
            await eventually(lambda: here.events("aftercare", case, "VictimNoted"))
        released = await here.tell("legal", "lawyer", f"{case}/record-release", **about, ground="bail")
        cause = released["events"][0]["eventId"]
        if release_first:
            await eventually(
                lambda: here.events("aftercare", case, "CustodyChangeNoted"),
                lambda noted: any(cause in event["data"] for event in noted),
            )
            await becomes(here, case, victim, how)
        assert await eventually(lambda: owed(here, case, victim, cause))

    async def test_that_legal_could_only_hold_still_warns_her(self, here: Any) -> None:
        case, victim = await here.open_case(), uuid4()
        about = await accused_in_custody(here, case)
        await becomes(here, case, victim, NOTED)
        await eventually(lambda: here.events("aftercare", case, "VictimNoted"))
        second = await here.tell("legal", "lawyer", f"{case}/record-arrest", **about, withWarrant=False)
        assert second["held"]["code"]
        cause = second["events"][0]["eventId"]
        assert await eventually(lambda: owed(here, case, victim, cause))
