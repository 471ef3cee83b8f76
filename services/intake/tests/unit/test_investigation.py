"""Authorities and the investigation."""

from uuid import UUID, uuid5

from intake.case import (
    AGGREGATE,
    AuthoriseInvestigation,
    AuthorityEngaged,
    InvestigationAuthorised,
    InvestigationReported,
    RecordAuthorityEngaged,
    ReportInvestigation,
)
from intake.case.investigation import EvidencePackage, InvestigationNotAuthorised, NoAuthorityEngaged
from intake.case.open import CaseNotOpen
from throughline.domain import Actor, Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

POLICE = uuid5(NAMESPACE, "police")
DIRECTOR = Actor(UUID("0e6b1c2d-3f4a-5b6c-8d7e-9f0a1b2c3d4e"), "director", frozenset({"*"}))
engage = RecordAuthorityEngaged(
    case_id=CASE, org_id=POLICE, unit="anti_trafficking", occurred_on=Moment.parse("2026-03-04")
)
authorise = AuthoriseInvestigation(case_id=CASE, scope="premises")
report = ReportInvestigation(
    case_id=CASE, outcome="corroborated", package=EvidencePackage(findings="sealed", subjects=frozenset({CASE}))
)
authorised = InvestigationAuthorised(authorised_by=DIRECTOR.id, scope="premises")
reported = InvestigationReported(outcome="corroborated", package_ref=POLICE)


class WhenNoAuthorityIsEngaged:
    def test_an_authority_engages_at_any_stage(self, referred):
        expected = AuthorityEngaged(org_id=POLICE, unit="anti_trafficking", agreed_on=Moment.parse("2026-03-04"))
        given(*referred).when(engage).then(expected)

    def test_an_instant_is_kept_as_its_day(self, open_case):
        at_ten = engage.model_copy(update={"occurred_on": Moment.parse("2026-03-04T10:00:00Z")})
        (event,) = given(*open_case).when(at_ten).emits(AuthorityEngaged)
        assert str(event.agreed_on) == "2026-03-04"

    def test_nobody_investigates(self, open_case):
        given(*open_case).when(authorise, by=DIRECTOR).rejects(NoAuthorityEngaged)


class WhenAnAuthorityIsEngaged:
    def test_the_same_agreement_again_is_nothing_new(self, engaged):
        given(*engaged).when(engage).nothing()
        given(*engaged).when(engage.model_copy(update={"occurred_on": None})).nothing()

    def test_another_unit_may_join(self, engaged):
        other = engage.model_copy(update={"unit": "child_protection"})
        given(*engaged).when(other).emits(AuthorityEngaged)

    def test_the_director_authorises(self, engaged):
        given(*engaged).when(authorise, by=DIRECTOR).then(authorised)

    def test_nothing_is_reported_unauthorised(self, engaged):
        given(*engaged).when(report).rejects(InvestigationNotAuthorised)

    def test_no_case_no_investigation(self, screened):
        given(*screened).when(authorise).rejects(CaseNotOpen)
        given(*screened).when(report).rejects(CaseNotOpen)


class WhenAuthorised:
    def test_the_same_scope_again_is_nothing_new(self, engaged):
        given(*engaged, authorised).when(authorise).nothing()

    def test_the_scope_may_widen(self, engaged):
        given(*engaged, authorised).when(AuthoriseInvestigation(case_id=CASE, scope="online")).emits(
            InvestigationAuthorised
        )

    def test_the_report_goes_to_the_vault_and_its_reference_into_the_event(self, engaged):
        outcome = given(*engaged, authorised).when(report)
        (event,) = outcome.emits(InvestigationReported)
        assert event.package_ref == outcome.command.ref("package")
        assert "sealed" not in event.model_dump_json()


class WhenReported:
    def test_another_report_needs_another_authorisation(self, engaged):
        given(*engaged, authorised, reported).when(report).rejects(InvestigationNotAuthorised)
        given(*engaged, authorised, reported).when(authorise).emits(InvestigationAuthorised)
