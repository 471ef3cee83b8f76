"""Contact preferences: a refusal is recorded, the channel is not."""

from uuid import UUID, uuid5

from intake.case import AGGREGATE, ContactPreferenceRecorded, RecordContactPreference
from intake.case.contact import SafeChannel
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

PERSON = uuid5(NAMESPACE, "victim")
REF = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
prefer = RecordContactPreference(case_id=CASE, person_id=PERSON, warn="yes", tell=("release",), safe_channel_ref=REF)
preferred = ContactPreferenceRecorded(person_id=PERSON, warn="yes", tell=("release",), safe_channel_ref=REF)


class WhenNoneIsRecorded:
    def test_it_is_taken_with_a_channel_deposited_before(self, open_case):
        given(*open_case).when(prefer).then(preferred)

    def test_a_channel_given_with_it_goes_to_the_vault(self, open_case):
        channel = SafeChannel(subjects=frozenset({PERSON}), means="phone", address="sealed number")
        command = RecordContactPreference(case_id=CASE, person_id=PERSON, warn="yes", safe_channel=channel)
        outcome = given(*open_case).when(command)
        (event,) = outcome.emits(ContactPreferenceRecorded)
        assert event.safe_channel_ref == outcome.command.ref("safe_channel")
        assert "sealed" not in event.model_dump_json()

    def test_who_refuses_warnings_needs_no_channel(self, open_case):
        refusal = RecordContactPreference(case_id=CASE, person_id=PERSON, warn="no")
        (event,) = given(*open_case).when(refusal).emits(ContactPreferenceRecorded)
        assert event.safe_channel_ref is None


class WhenRecorded:
    def test_the_same_again_is_nothing_new(self, open_case):
        given(*open_case, preferred).when(prefer).nothing()

    def test_a_change_of_mind_is_recorded(self, open_case):
        given(*open_case, preferred).when(prefer.model_copy(update={"warn": "no"})).emits(ContactPreferenceRecorded)
