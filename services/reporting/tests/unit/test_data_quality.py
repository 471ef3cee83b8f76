"""Issues of data: raised once towards the owner when a fact is held, resolved when it is settled, under pseudonyms."""

from base64 import b64encode
from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from casework.roles import DIRECTOR, IMPORTER
from pydantic import SecretStr
from reporting import data_quality, reactions
from reporting.data_quality import (
    CloseDataQualityIssue,
    DataQualityIssueRaised,
    DataQualityIssueResolved,
    RaiseDataQualityIssue,
    RecordDataQualityIssue,
    ResolveDataQualityIssue,
)
from reporting.data_quality.issues import IssueIsHeld, NoSuchIssue
from reporting.inbound import held
from reporting.service import service
from throughline.domain import Issued
from throughline.runtime import Runtime
from throughline.settings import Settings
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, recorded, scenario

given = scenario(data_quality.AGGREGATE)
HELD = uuid5(NAMESPACE, "held")
raised = DataQualityIssueRaised(
    issue_id=HELD, kind="held", source="import:a_set", row="US-1", of_type="SentencePassed", code="NotConvicted"
)
raising = RaiseDataQualityIssue(
    case_id=CASE, issue_id=HELD, kind="held", source="import:a_set", row="US-1", of_type="SentencePassed",
    code="NotConvicted",
)  # fmt: skip
resolving = ResolveDataQualityIssue(case_id=CASE, issue_id=HELD)
resolved = DataQualityIssueResolved(issue_id=HELD)


class WhenNothingIsKnown:
    def test_an_issue_opens_the_stream(self):
        assert RaiseDataQualityIssue.opens
        given().when(raising).then(raised)

    def test_an_answer_may_come_before_its_question(self):
        given().when(resolving).then(resolved)
        given(resolved).when(raising).then(raised, resolved)


class WhenRaised:
    def test_its_owner_hears_of_its_end_by_the_event_that_he_heard_of_it_by(self):
        known = raised.model_copy(update={"source_event_id": UUID(int=5)})
        ended = DataQualityIssueResolved(issue_id=HELD, source_event_id=UUID(int=5))
        given(known).when(resolving).then(ended)
        raising_it = RaiseDataQualityIssue(case_id=CASE, **known.model_dump(exclude={"column"}))
        given(resolved).when(raising_it).then(known, ended)

    def test_it_is_raised_once_and_resolved_once(self):
        given(raised).when(raising).nothing()
        given(raised).when(resolving).then(resolved)
        given(raised, resolved).when(resolving).nothing()


class WhenARowCannotBeRead:
    told = RecordDataQualityIssue(
        case_id=CASE, office_id="PHL-MNL", issue_id=HELD, kind="missing", column="citizenship",
        source_event_id=UUID(int=5),
    )  # fmt: skip

    def test_its_office_is_told_of_its_set_row_and_column(self):
        heard = self.told.issued(
            Issued(command_id=UUID(int=1), at=NOW, actor=SOMEBODY, source="import:a_set#row-7", historical=True)
        )
        (issue,) = data_quality.AGGREGATE.decide(data_quality.AGGREGATE.initial, heard)
        assert (issue.source, issue.row, issue.column, issue.kind) == (
            "import:a_set",
            "row-7",
            "citizenship",
            "missing",
        )
        assert issue.source_event_id == UUID(int=5)

    def test_it_is_an_issue_until_the_office_says_that_it_is_none_any_more(self):
        known = DataQualityIssueRaised(
            issue_id=HELD, kind="missing", source="import:a_set", row="7", source_event_id=UUID(int=5)
        )
        closing = CloseDataQualityIssue(case_id=CASE, issue_id=HELD)
        closed = DataQualityIssueResolved(issue_id=HELD, source_event_id=UUID(int=5))
        given(known).when(self.told).nothing()
        given(known).when(closing).then(closed)
        given(known, closed).when(closing).nothing()
        given().when(closing).rejects(NoSuchIssue)

    def test_what_is_held_is_settled_where_it_is_held_and_nowhere_else(self):
        given(raised).when(CloseDataQualityIssue(case_id=CASE, issue_id=HELD)).rejects(IssueIsHeld)

    def test_importers_tell_it_and_directors_close_it(self):
        assert RecordDataQualityIssue.roles == {IMPORTER}
        assert CloseDataQualityIssue.roles == {DIRECTOR}


def test_nobody_sends_them_over_http():
    assert not RaiseDataQualityIssue.roles | ResolveDataQualityIssue.roles


HOLDING = [one for one in reactions.ALL if issubclass(one.event, held.Held)]
SETTLING = [one for one in reactions.ALL if issubclass(one.event, held.Settled)]


class TestReactions:
    origin = replace(
        recorded(resolved, 1).metadata, source="import:us-federal#US-HT-014-D07", event_id=UUID(int=5), case_id=CASE
    )

    def test_their_names_are_what_is_stored_with_every_command(self):
        """Of all three teams: what held facts, their settling and corrections come to is known by them."""
        facts = ("fact_held", "held_fact_accepted", "held_fact_dismissed", "fact_corrected")
        teams = ("intake", "legal", "aftercare")
        assert [one.name for one in reactions.ALL] == [f"{fact}_in_{team}" for fact in facts for team in teams]

    @pytest.mark.parametrize("reaction", HOLDING, ids=lambda reaction: reaction.name)
    def test_a_held_fact_is_an_issue_with_its_row_and_the_event_the_owner_knows(self, reaction):
        (command,) = reaction(reaction.event(held_id=HELD, type="SentencePassed", code="NotConvicted"), self.origin)
        assert (command.issue_id, command.source, command.row) == (HELD, "import:us-federal", "US-HT-014-D07")
        assert (command.source_event_id, command.of_type, command.case_id) == (UUID(int=5), "SentencePassed", CASE)

    def test_a_fact_of_our_own_has_no_row(self):
        event = held.HeldInLegal(held_id=HELD, type="SentencePassed", code="NotConvicted")
        (command,) = reactions.raise_issue(event, replace(self.origin, source="own"))
        assert (command.source, command.row) == ("own", None)

    @pytest.mark.parametrize("reaction", SETTLING, ids=lambda reaction: reaction.name)
    def test_settled_either_way_it_is_resolved(self, reaction):
        assert reaction(reaction.event(held_id=HELD), self.origin) == [resolving]

    def test_no_reaction_sees_who_it_is_about(self):
        key = SecretStr(b64encode(bytes(range(32))).decode())
        settings = Settings(
            service="reporting", environment="test", postgres_dsn="postgresql://nowhere/x",
            kafka_bootstrap="nowhere:1", service_key=key, token_key=key,
        )  # fmt: skip
        runtime = Runtime(service(), settings, None)
        assert runtime.reactions.consumer.ingest is not None
