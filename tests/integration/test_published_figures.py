"""A fact corrected in its service asks whoever published figures of it to look again, until that is answered."""

from typing import Any
from uuid import uuid4

import pytest
from throughline.testing.running import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
FIGURE = "victims_by_attribution"


async def victim_of_a_status(here: Any) -> tuple[str, str]:
    """A case with one, and the event that determined her status."""
    case, victim = await here.open_case(), uuid4()
    await here.bring_to_safety(case, victim)
    told = await here.determine_status(case, victim, "PossibleVictimOfTrafficking", "NGO", "agency_view")
    return case, str(told["events"][0]["eventId"])


class TestACorrectedFact:
    async def test_flags_what_was_published_of_it_until_somebody_answers_for_it(self, here: Any) -> None:
        case, event = await victim_of_a_status(here)
        other, elsewhere = await victim_of_a_status(here)
        async with here.services["reporting"].as_a("hq_analyst") as analyst:

            async def asked(path: str) -> Any:
                answer = await analyst.get(path)
                assert answer.status_code == 200, answer.text
                return answer.json()

            async def tasks() -> list[Any]:
                return [one for one in await asked("/tasks") if one["releaseId"] == release]

            async def send(what: str, **body: Any) -> Any:
                answer = await analyst.post(f"/releases/{release}/{what}", json=body)
                assert answer.status_code in (200, 201), answer.text
                return answer.json()

            counted = "select 1 from received_event where headers::jsonb ->> 'ce_id' = any ($1::text[])"
            both = [event, elsewhere]
            await eventually(lambda: here.services["reporting"].rows(counted, both), lambda rows: len(rows) == 2)
            release = str(uuid4())
            table = await asked(f"/tables/{FIGURE}")
            positions = table.pop("positions")
            await send("draft-release", officeId="HQ", tables=[table], positions=positions)
            drafted = await eventually(
                lambda: asked("/releases"), lambda found: any(one["releaseId"] == release for one in found)
            )
            (draft,) = [one for one in drafted if one["releaseId"] == release]
            await send("publish-release", snapshotHash=draft["snapshotHash"])
            assert await tasks() == []

            wrong = {"reason": "never_happened"}
            await here.tell("intake", "director", f"{case}/correct-fact", replaces=event, **wrong)
            (task,) = await eventually(tasks)
            assert (task["figures"], task["corrected"], task["role"]) == ([FIGURE], [event], "hq_analyst")
            assert (await asked(f"/releases/{release}"))["corrections"] == 1

            await send("review-release", corrected=task["corrected"])
            await eventually(tasks, lambda found: found == [])
            await here.tell("intake", "director", f"{other}/correct-fact", replaces=elsewhere, **wrong)
            (again,) = await eventually(tasks)
            assert again["corrected"] == [elsewhere]

            await send("supersede-release", by=str(uuid4()))
            await eventually(tasks, lambda found: found == [])
