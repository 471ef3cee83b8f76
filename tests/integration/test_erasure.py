"""A person erased in her service is gone from reporting, and what is told of her afterwards does not come back."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from reporting import pseudonyms
from throughline.testing.running import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")


class TestErasure:
    async def test_deletes_her_rows_and_hers_only_in_reporting_and_keeps_them_deleted(self, here: Any) -> None:
        reporting = here.services["reporting"]
        names = pseudonyms.Pseudonyms(reporting.settings.service_key_bytes)
        case, her, other = await here.open_case(), uuid4(), uuid4()
        case_there, she, another = (names.of_id(UUID(str(known))) for known in (case, her, other))

        async def victims() -> set[UUID]:
            rows = await reporting.rows("select victim_id from victim_facts where case_id = $1", case_there)
            return {row["victim_id"] for row in rows}

        async def traces() -> int:
            (row,) = await reporting.rows(
                "select (select count(*) from received_event where case_id = $1 and convert_from(body, 'UTF8')"
                " like '%' || $2 || '%' and headers::jsonb ->> 'ce_type' not like '%SubjectErased%')"
                " + (select count(*) from timeline where case_id = $1 and data::text like '%' || $2 || '%'"
                " and event_type <> 'SubjectErased') as n",
                case_there,
                str(she),
            )
            return int(row["n"])

        for person in (her, other):
            await here.bring_to_safety(case, person)
            await here.consent(case, person)
        await eventually(victims, lambda found: found == {she, another})
        assert await traces() > 0

        await here.tell("intake", "data_protection_officer", f"{case}/erase-subject", subjectId=str(her))
        await eventually(victims, lambda found: found == {another})
        assert await traces() == 0

        await here.determine_status(case, her, "ActualVictimOfTrafficking", "Police", "official")
        await here.bring_to_safety(case, third := uuid4())
        await eventually(victims, lambda found: found == {another, names.of_id(third)})
        assert await traces() == 0
