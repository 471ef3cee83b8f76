"""The figures about hearings, terms, services, care and reforms, and what hangs on them, on a real Postgres."""

from uuid import UUID

import pytest
from reporting import api, data_quality, release
from reporting.data_quality import DataQualityIssueRaised, DataQualityIssueResolved
from reporting.inbound import aftercare, held, intake, legal
from reporting.programme import ReformAdopted, ReformProposed, SystemGapIdentified
from reporting.references import SETS, loading
from reporting.release import DraftRelease, ReleaseDrafted, ReleasePublished
from throughline.domain import Actor
from throughline.http import Ask
from throughline.testing.given import scenario

from .conftest import Positions, an_id, happened, lines

pytestmark = pytest.mark.stack


@pytest.fixture
def ask(database):
    def asked(role="hq_analyst"):
        return Ask(Actor(UUID(int=1), role, frozenset({"*"})), database, Positions(), "reporting")

    return asked


class TestHearings:
    async def test_adjournments_have_a_reason_and_an_asker_and_spacing_is_seen(self, record, figure):
        def held_on(name, day):
            yield happened(legal.HearingScheduled(hearing_id=an_id(name), type="evidence"), stream="p")
            yield happened(legal.HearingHeld(hearing_id=an_id(name)), stream="p", on=day)

        adjourned = legal.HearingAdjourned(hearing_id=an_id("c"), reason="judge_absent", requested_by="court")
        await record(
            *held_on("a", "2026-05-04"),
            *held_on("b", "2026-05-30"),
            happened(legal.HearingScheduled(hearing_id=an_id("c"), type="argument"), stream="p"),
            happened(adjourned, stream="p"),
        )
        found = lines(await figure("adjournments"))
        assert (found["hearings"]["held"], found["hearings"]["adjourned"], found["hearings"]["too_far_apart"]) == (
            2,
            1,
            1,
        )
        assert found["because/judge_absent"] == found["asked_by/court"] == {"adjourned": 1}


class TestCompliance:
    async def test_what_is_not_due_is_in_no_denominator_and_late_is_late(self, record, figure):
        def arrested(name, *then, jurisdiction="IND", **origin):
            origin = {"stream": "p", "jurisdiction": jurisdiction} | origin
            yield happened(legal.SuspectArrested(accused_id=an_id(name)), **origin)
            for event in then:
                yield happened(event, **origin)

        def late(name):
            return legal.MilestoneOverdue(accused_id=an_id(name), clock="court_production")

        def produced(name):
            return legal.CourtProductionRecorded(accused_id=an_id(name))

        await record(
            *arrested("in time", produced("in time")),
            *arrested("late", late("late"), produced("late")),
            *arrested("not yet"),
            *arrested("no term", produced("no term"), jurisdiction="KHM"),
            *arrested("long ago", produced("long ago"), historical=True),
            happened(intake.OperationExecuted(social_worker_present=False)),
        )
        found = lines(await figure("compliance"))
        assert found["court_production"] == {"met": 1, "not_met": 1, "not_yet_due": 1, "share": 0.5}
        assert found["social_worker_at_operation"]["share"] == 0


class TestPendency:
    async def test_a_year_ends_with_what_it_did_not_dispose_of(self, record, figure):
        def prosecution(name, charged, judged=None):
            person, charge = an_id(name), an_id(f"{name} charge")
            of = {"stream": name}
            filed = legal.ChargesFiled(
                accused_id=person, charges=(legal.Charge(charge_id=charge, statute="18 USC 1591"),)
            )
            yield happened(legal.AccusedRegistered(accused_id=person), **of, on=charged)
            yield happened(filed, **of, on=charged)
            if judged:
                guilty = legal.VerdictRecorded(accused_id=person, charge_id=charge, verdict="guilty")
                yield happened(guilty, **of, on=judged)

        history = [
            prosecution("a", "2024-03-01", "2025-02-01"),
            prosecution("b", "2024-05-01"),
            prosecution("c", "2025-06-01", "unknown"),
        ]
        await record(*(event for one in history for event in one))
        found = lines(await figure("pendency"))
        assert (found["2024"]["instituted"], found["2024"]["pending_at_end"], found["2024"]["clearance"]) == (2, 2, 0)
        assert (found["2025"]["pending_at_start"], found["2025"]["disposed"], found["2025"]["clearance"]) == (2, 1, 0.5)
        assert found["2025"]["ended_on_no_known_day"] == 1
        rate = lines(await figure("charge_rate"))["accused"]
        assert (rate["charged_no_arrest_known"], rate["rate"]) == (3, None)


class TestCare:
    def enrolled(self, name, *then, on="2023-01-10"):
        yield happened(intake.VictimEncountered(victim_id=an_id(name), gender="Feminine", age_band="18--20"))
        yield happened(aftercare.SurvivorEnrolled(survivor_id=an_id(name)), on=on)
        for event, day in then:
            yield happened(event, stream=name, on=day)

    async def test_restoration_is_shown_with_its_exits_and_who_was_harmed_again(self, record, figure):
        restored = (aftercare.SurvivorRestored(), "2024-06-01")
        left = (aftercare.SurvivorExited(reason="moved"), "2024-07-01")
        history = [
            self.enrolled("a", restored, (aftercare.RevictimisationReported(), "2024-09-01")),
            self.enrolled("b", left),
            self.enrolled("c"),
            self.enrolled("d", (aftercare.SurvivorExited(reason="lost_contact"), "2024")),
        ]
        await record(*(event for one in history for event in one))
        found = await figure("restoration")
        assert {line.what: line.n for line in found.values} == {
            "2024/restored": 1,
            "2024/exited/moved": 1,
            "unknown/exited/lost_contact": 1,
        }
        assert (lines(found)["2024/restored"]["revictimised"], lines(found)["2024/restored"]["share"]) == (1, 0.5)
        year = lines(await figure("retention"))["2023"]
        assert (year["restored"], year["exited"], year["in_care"], year["share_restored"]) == (1, 1, 1, 0.3333)
        assert year["ended_on_no_known_day"] == 1
        gender = await figure("reach_by_gender")
        assert [(line.what, line.n) for line in gender.values] == [("Feminine", 4)]
        steps = {line.what.partition("/")[2]: line.n for line in (await figure("victim_attrition")).values}
        assert steps == {"met": 4, "brought_to_safety": 4, "enrolled": 4, "restored": 1}

    @pytest.mark.parametrize("group", ["exploitation", "means"])
    async def test_shares_are_of_those_with_any_kind_known(self, record, figure, group):
        """The codebook's example: 50 %, 50 % and 25 % of four, and a fifth of whom none is known is in no share."""
        field = {"exploitation": "types", "means": "means"}[group]
        kinds = {"a": ["ForcedLabour", "Servitude"], "b": ["ForcedLabour"], "c": ["Servitude"], "d": ["Other"], "e": []}
        await record(
            *(
                happened(intake.ExploitationDetermined(victim_id=an_id(name), **{field: several}))
                for name, several in kinds.items()
            )
        )
        found = await figure(f"reach_by_{group}")
        assert found.n == 4
        assert {line.what: line.values["share"] for line in found.values} == {
            "ForcedLabour": 0.5,
            "Servitude": 0.5,
            "Other": 0.25,
        }

    async def test_a_partner_is_told_by_referrals_accepted_days_and_what_was_delivered(self, record, figure):
        def referred(name, *then):
            yield happened(
                aftercare.ServiceReferred(service_id=an_id(name), org_id=an_id("org")), stream="s", on="2026-05-01"
            )
            for event, day in then:
                yield happened(event(service_id=an_id(name)), stream="s", on=day)

        history = [
            referred("a", (aftercare.ServiceAccepted, "2026-05-05"), (aftercare.ServiceDelivered, "2026-05-09")),
            referred("b", (aftercare.ServiceRejected, "2026-05-02")),
            referred("c"),
        ]
        await record(*(event for one in history for event in one))
        found = lines(await figure("partner_performance"))[str(an_id("org"))]
        assert (found["accepted"], found["rejected"], found["not_answered"], found["median_days_to_accept"]) == (
            1,
            1,
            1,
            4,
        )


class TestReforms:
    async def test_a_gap_is_answered_when_a_reform_of_it_is_adopted(self, record, figure):
        await record(
            happened(SystemGapIdentified(gap_id=an_id("g"), area="bail", from_case_count=4)),
            happened(SystemGapIdentified(gap_id=an_id("h"), area="bail", from_case_count=2)),
            happened(ReformProposed(reform_id=an_id("r"), gap_id=an_id("g"))),
            happened(ReformAdopted(reform_id=an_id("r"), kind="law")),
        )
        assert lines(await figure("reforms"))["bail"] == {"gaps": 2, "proposed": 1, "adopted": 1, "gaps_answered": 1}


class TestIssues:
    async def test_they_are_listed_by_source_and_row_until_they_are_resolved(self, record, ask):
        def raised(name, row):
            return happened(
                DataQualityIssueRaised(
                    issue_id=an_id(name), kind="held", source="import:a_set", row=row, source_event_id=an_id("event")
                )
            )

        resolved = happened(DataQualityIssueResolved(issue_id=an_id("b")))
        await record(raised("a", "US-2"), raised("b", "US-1"), resolved)
        assert [one.row for one in await api.data_quality(ask(), source="import:a_set")] == ["US-2"]
        every = await api.data_quality(ask(), source="import:a_set", resolved=True)
        assert [(one.row, one.source_event_id) for one in every] == [("US-1", an_id("event")), ("US-2", an_id("event"))]
        assert await api.data_quality(ask(), source="own") == []

    async def test_a_fact_that_is_held_counts_nowhere_until_it_is_settled(self, record, figure):
        person, charge = an_id("a"), an_id("charge")
        filed = legal.ChargesFiled(accused_id=person, charges=(legal.Charge(charge_id=charge, statute="1", counts=2),))
        body = {"chargeId": str(charge), "counts": 3}
        await record(
            happened(legal.AccusedRegistered(accused_id=person)),
            happened(filed),
            happened(held.HeldInLegal(held_id=an_id("h"), type="VerdictRecorded", code="MoreThanCharged", body=body)),
        )
        assert [line.what for line in (await figure("counts_vs_fates")).values] == ["exceed"]
        await record(
            happened(legal.AccusedRegistered(accused_id=person)),
            happened(filed),
            happened(held.HeldInLegal(held_id=an_id("h"), type="VerdictRecorded", code="MoreThanCharged", body=body)),
            happened(held.DismissedInLegal(held_id=an_id("h"))),
        )
        assert [line.what for line in (await figure("counts_vs_fates")).values] == ["short"]
        assert data_quality.AGGREGATE.topic == "reporting.events"


class TestReleases:
    async def test_the_snapshot_is_kept_as_it_was_and_drafts_are_for_analysts(self, record, ask):
        table = {
            "definition": "custody-1",
            "source": "own",
            "rows": ("detained", "released"),
            "columns": ("all",),
            "counts": ((48,), (3,)),
            "published": (),
        }
        command = DraftRelease(case_id=an_id("r"), office_id="HQ", tables=(table,), positions={"legal.events": (4,)})
        (drafted,) = scenario(release.AGGREGATE)().when(command).emits(ReleaseDrafted)
        await record(happened(drafted, stream="r", case="r"))
        (draft,) = await api.releases(ask())
        assert draft.published_at is None
        assert await api.releases(ask("director")) == []
        published = ReleasePublished(snapshot_hash=draft.snapshot_hash)
        await record(happened(drafted, stream="r", case="r"), happened(published, stream="r", case="r"))
        shown = await api.release(ask("director"), an_id("r"))
        assert shown.snapshot["tables"][0]["cells"] == [[40], [None]]
        assert shown.snapshot == drafted.model_dump(mode="json", by_alias=True)


class TestReferences:
    @pytest.fixture
    def folder(self, tmp_path):
        (world,) = SETS["tip"].tables
        (tmp_path / SETS["tip"].folder).mkdir()
        numbers = ",".join(["7"] * len(world.values))
        (tmp_path / SETS["tip"].folder / world.file).write_text(f"{','.join(world.columns)}\n2019,{numbers}\n")
        return tmp_path

    async def test_they_are_answered_with_their_citation_and_loading_twice_changes_nothing(self, folder, dsn, ask):
        assert [one.name for one in loading.found(folder)] == ["tip"]
        for _ in range(2):
            loading.load(dsn, SETS["tip"], folder)
        answer = await api.reference(ask(), "tip", indicator="convictions")
        assert [(one.place, one.period, one.value) for one in answer.numbers] == [("WORLD", "2019", 7)]
        assert "Department of State" in answer.citation
        sets = {one.name: one.numbers for one in await api.references(ask())}
        assert sets["tip"] == 7
