"""Issues of data: raised once towards the owner when a fact is held, resolved when it is settled, under pseudonyms."""

from base64 import b64encode
from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from pydantic import SecretStr
from reporting import data_quality, reactions
from reporting.data_quality import (
    DataQualityIssueRaised,
    DataQualityIssueResolved,
    RaiseDataQualityIssue,
    ResolveDataQualityIssue,
)
from reporting.inbound import held
from reporting.service import service
from throughline.runtime import Runtime
from throughline.settings import Settings
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

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
        given(resolved).when(raising).then(raised)


class WhenRaised:
    def test_it_is_raised_once_and_resolved_once(self):
        given(raised).when(raising).nothing()
        given(raised).when(resolving).then(resolved)
        given(raised, resolved).when(resolving).nothing()


def test_nobody_sends_them_over_http():
    assert not RaiseDataQualityIssue.roles | ResolveDataQualityIssue.roles


class TestReactions:
    origin = replace(
        recorded(resolved, 1).metadata, source="import:us-federal#US-HT-014-D07", event_id=UUID(int=5), case_id=CASE
    )

    @pytest.mark.parametrize(
        ("reaction", "event"),
        [
            (reactions.fact_held_in_intake, held.HeldInIntake),
            (reactions.fact_held_in_legal, held.HeldInLegal),
            (reactions.fact_held_in_aftercare, held.HeldInAftercare),
        ],
    )
    def test_a_held_fact_is_an_issue_with_its_row_and_the_event_the_owner_knows(self, reaction, event):
        (command,) = reaction(event(held_id=HELD, type="SentencePassed", code="NotConvicted"), self.origin)
        assert (command.issue_id, command.source, command.row) == (HELD, "import:us-federal", "US-HT-014-D07")
        assert (command.source_event_id, command.of_type, command.case_id) == (UUID(int=5), "SentencePassed", CASE)

    def test_a_fact_of_our_own_has_no_row(self):
        event = held.HeldInLegal(held_id=HELD, type="SentencePassed", code="NotConvicted")
        (command,) = reactions.fact_held_in_legal(event, replace(self.origin, source="own"))
        assert (command.source, command.row) == ("own", None)

    @pytest.mark.parametrize("reaction", reactions.ALL[3:], ids=lambda reaction: reaction.name)
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
