"""A published figure that a correction touches is somebody's task, with its time and whom it goes to after that."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from casework import EscalateTask, TaskDone, TaskEscalated, TaskOpened
from casework.notices import notice_of
from intake.case import RecordReferral, RecordVictims
from intake.service import service as intake
from reporting import behind, corrections, definitions, release
from reporting.corrections import LOOK, REGISTER, CorrectionNoted, NoteCorrection, NoteRelease, ReleaseNoted
from reporting.deadlines import COMMANDS
from reporting.programme import AGGREGATE as PROGRAMME
from reporting.release import (
    DraftRelease,
    LookBehind,
    PublishRelease,
    ReleaseDrafted,
    ReleasePublished,
    ReleaseReviewed,
    ReleaseSuperseded,
    ReleaseTouched,
    ReviewRelease,
    SupersedeRelease,
)
from reporting.release.drafting import hash_of
from reporting.release.looking_again import DRAFTED, WITHIN
from reporting.release.tables import ShownTable, TrueTable
from reporting.service import service as reporting
from throughline.domain import Actor, CorrectFact, Deadline, DeadlineMet, Elapsed, Elsewhere, FactCorrected
from throughline.testing.given import CASE, NAMESPACE, NOW, fold, recorded, scenario
from throughline.testing.memory import Exchange

register, given = scenario(corrections.AGGREGATE), scenario(release.AGGREGATE)
WRONG, OTHER, NEXT = (uuid5(NAMESPACE, name) for name in ("a wrong event", "another one", "next release"))
STREAM = corrections.stream().stream_id


def shown(figure="dispositions", source="own"):
    return ShownTable(
        definition=definitions.BY_NAME[figure].id,
        source=source,
        rows=("convicted_trial",),
        columns=("all",),
        cells=((60,),),
        row_totals=(60,),
        column_totals=(60,),
        total=60,
    )


draft = ReleaseDrafted(
    readers="public",
    tables=(shown(), shown("victims_by_attribution")),
    k=11,
    rounding=10,
    definition_versions=(definitions.BY_NAME["dispositions"].id,),
    positions={},
)
published = ReleasePublished(snapshot_hash=hash_of(draft))
look = LookBehind(case_id=CASE, behind=behind.by_figure())


def correction(event=WRONG, kind="legal/VerdictRecorded", under="own", at=NOW):
    return CorrectionNoted(corrected=event, kind=kind, under=under, at=at)


def seeing(*noted):
    return {STREAM: Elsewhere(REGISTER, fold(corrections.AGGREGATE, noted))}


def touched(*events):
    return ReleaseTouched(corrected=tuple(sorted(events)), figures=("dispositions",))


class TestARelease:
    def test_that_is_out_and_touched_is_an_analysts_task_within_two_weeks(self):
        found = given(draft, published).seeing(seeing(correction())).when(look)
        mark, task = found.emits(ReleaseTouched, TaskOpened)
        assert (mark.corrected, mark.figures) == ((WRONG,), ("dispositions",))
        assert (task.kind, task.role, task.urgency) == ("look_at_published_figures", "hq_analyst", "routine")
        assert (task.because, task.subjects, task.due_at) == ((WRONG,), (CASE,), NOW + WITHIN)

    @pytest.mark.parametrize(
        "noted",
        [
            correction(kind="aftercare/ServiceReferred"),
            correction(under="import:us-federal"),
            correction(at=NOW - timedelta(hours=1)),
        ],
        ids=["behind no figure of it", "counted under another source", "before it was counted"],
    )
    def test_is_nobodys_task_for_what_none_of_its_figures_counted(self, noted):
        given(draft, published).seeing(seeing(noted)).when(look).nothing()

    def test_is_a_task_where_nobody_knows_what_the_wrong_event_was(self):
        given(draft, published).seeing(seeing(correction(kind=None, under=None))).when(look).emits(
            ReleaseTouched, TaskOpened
        )

    def test_touched_between_its_draft_and_its_publication_is_a_task_from_then_on(self):
        given(draft).seeing(seeing(correction())).when(look).then(touched(WRONG))
        publish = PublishRelease(case_id=CASE, snapshot_hash=published.snapshot_hash)
        _, task = given(draft, touched(WRONG)).when(publish).emits(ReleasePublished, TaskOpened)
        assert task.because == (WRONG,)

    def test_drafted_anew_counts_anew(self):
        again = draft.model_copy(update={"rounding": 5})
        publish = PublishRelease(case_id=CASE, snapshot_hash=hash_of(again))
        given(draft, touched(WRONG), again).when(publish).emits(ReleasePublished)

    def test_has_one_task_however_much_is_corrected_until_all_of_it_is_answered(self):
        mark, task = given(draft, published).seeing(seeing(correction())).when(look).decided or []
        known = (draft, published, mark, task)
        both = seeing(correction(), correction(OTHER))
        given(*known).seeing(both).when(look).then(touched(OTHER))
        known = (*known, touched(OTHER))
        given(*known).seeing(both).when(look).nothing()
        answer = ReleaseReviewed(corrected=(WRONG,))
        given(*known).when(ReviewRelease(case_id=CASE, corrected=(WRONG,))).then(answer)
        rest = ReviewRelease(case_id=CASE, corrected=(OTHER,))
        _, done = given(*known, answer).when(rest).emits(ReleaseReviewed, TaskDone)
        assert (done.task_id, done.outcome) == (task.task_id, "done")

    def test_that_another_supersedes_asks_nobody_any_more(self):
        mark, task = given(draft, published).seeing(seeing(correction())).when(look).decided or []
        known = (draft, published, mark, task)
        _, done = given(*known).when(SupersedeRelease(case_id=CASE, by=NEXT)).emits(ReleaseSuperseded, TaskDone)
        assert done.task_id == task.task_id
        gone = (draft, published, ReleaseSuperseded(by=NEXT))
        given(*gone).seeing({}).when(look).nothing()

    def test_whose_task_nobody_did_in_time_asks_headquarters_and_its_webhook(self):
        mark, task = given(draft, published).seeing(seeing(correction())).when(look).decided or []
        known = given(draft, published, mark, task)
        started = [one for one in known.deadlines() if isinstance(one, Deadline) and one.clock == "task"]
        assert started == [Deadline("task", str(task.task_id), task.due_at)]
        due = Elapsed("task", str(task.task_id), task.due_at, CASE, CASE)
        late = known.at(task.due_at)
        (escalated,) = late.when(COMMANDS["task"](due)).emits(TaskEscalated)
        assert escalated.to_role == "hq_duty"
        told = notice_of("TaskEscalated", escalated.model_dump(mode="json", by_alias=True))
        assert told == {"taskId": str(task.task_id), "toRole": "hq_duty"}
        finished = TaskDone(task_id=task.task_id, outcome="done")
        assert given(draft, published, mark, task, finished).deadlines()[-1] == DeadlineMet("task", str(task.task_id))
        given(draft).when(EscalateTask(case_id=CASE, task_id=NEXT, due_at=NOW)).nothing()

    def test_looks_behind_itself_and_is_noted_as_soon_as_it_is_drafted(self):
        asked = {one.clock: one for one in given(draft).deadlines() if isinstance(one, Deadline)}
        assert set(asked) == {DRAFTED, LOOK}
        due = Elapsed(DRAFTED, asked[DRAFTED].subject, asked[DRAFTED].due_at, CASE, CASE)
        assert COMMANDS[DRAFTED](due) == NoteRelease(case_id=REGISTER, release_id=CASE)
        assert COMMANDS[LOOK](Elapsed(LOOK, asked[LOOK].subject, NOW, CASE, CASE)).case_id == CASE


class TestTheRegister:
    def test_asks_every_release_to_look_with_every_correction_and_a_new_one_at_once(self):
        asked = register(ReleaseNoted(release_id=CASE), ReleaseNoted(release_id=NEXT), correction()).deadlines()
        every = [one.subject for one in asked if isinstance(one, Deadline) and one.clock == LOOK]
        assert (every[:2], sorted(every[2:])) == ([str(CASE), str(NEXT)], sorted((str(CASE), str(NEXT))))

    def test_notes_a_correction_and_a_release_once(self):
        note = NoteCorrection(case_id=REGISTER, **correction().model_dump())
        register().when(note).then(correction())
        register(correction()).when(note).nothing()
        register(ReleaseNoted(release_id=CASE)).when(NoteRelease(case_id=REGISTER, release_id=CASE)).nothing()

    def test_forgets_what_every_draft_of_today_has_counted_already(self):
        long_ago = correction(OTHER, at=NOW - timedelta(days=31))
        assert [one.corrected for one in register(long_ago, correction()).state.lately] == [WRONG]

    def test_hears_of_corrections_on_streams_of_our_own(self):
        wrong = FactCorrected(
            replaces=WRONG, reason="wrong_value", approver_id=OTHER, wrong_type="TrainingDelivered", wrong_source="own"
        )
        (asked,) = PROGRAMME.due(PROGRAMME.initial, recorded(wrong, 1))
        note = COMMANDS[asked.clock](Elapsed(asked.clock, asked.subject, asked.due_at, CASE, UUID(int=1)))
        assert note == NoteCorrection(
            case_id=REGISTER, corrected=WRONG, kind="reporting/TrainingDelivered", under="own", at=NOW
        )


def test_a_fact_corrected_by_another_team_asks_an_analyst_to_look_at_what_was_published_of_it():
    between = Exchange([intake(), reporting()])
    worker, director, analyst = (
        Actor(uuid5(NAMESPACE, role), role, frozenset({"*"})) for role in ("investigator", "director", "hq_analyst")
    )
    referral = RecordReferral(
        case_id=CASE, office_id="PHL-MNL", channel="ngo", allegation_types=(), alleged_victims=1, urgency="low"
    )
    between.act("intake", referral, worker)
    victims = RecordVictims.model_validate({"case_id": CASE, "victims": [{"victim_id": NEXT}]})
    met = between.act("intake", victims, worker)
    drawn = TrueTable(
        definition=definitions.BY_NAME["victims_by_attribution"].id, source="own", rows=("none",), columns=("PHL-MNL",),
        counts=((40,),), published=(),
    )  # fmt: skip
    between.act("reporting", DraftRelease(case_id=OTHER, office_id="HQ", tables=(drawn,), positions={}), analyst)
    (drafted,) = between.members["reporting"].events(ReleaseDrafted)
    between.act("reporting", PublishRelease(case_id=OTHER, snapshot_hash=hash_of(drafted)), analyst)
    between.wait(timedelta(minutes=5))
    wrong = CorrectFact(case_id=CASE, replaces=met.events[0].metadata.event_id, reason="never_happened")
    between.act("intake", wrong, director)
    between.drain()
    between.wait(timedelta(minutes=5))
    (task,) = between.members["reporting"].events(TaskOpened)
    assert task.subjects == (OTHER,)
    assert task.because == (wrong.replaces,)
    assert task.metadata.office_id == "HQ"
    assert between.parked == []
