"""Releases: protected when they are drafted, frozen when they are published, superseded by another one."""

from json import dumps
from uuid import uuid5

import pytest
from reporting import definitions, release
from reporting.release import (
    DraftRelease,
    PublishRelease,
    ReleaseDrafted,
    ReleasePublished,
    ReleaseReviewed,
    ReleaseSuperseded,
    ReviewRelease,
    SupersedeRelease,
)
from reporting.release.drafting import (
    CountsAreNoTable,
    GroupsTooSmall,
    InstrumentIsProvisional,
    NotDefined,
    NotToBeTabled,
    ReleaseIsFrozen,
    hash_of,
)
from reporting.release.publication import (
    AnotherDraft,
    NothingDrafted,
    NotPublished,
    SupersededByItself,
    SupersededOtherwise,
)
from reporting.release.review import NothingPublished
from reporting.release.tables import TrueTable
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(release.AGGREGATE)
NEXT, ANOTHER = uuid5(NAMESPACE, "next release"), uuid5(NAMESPACE, "another")
DISPOSITIONS = definitions.BY_NAME["dispositions"].id


def table(**other):
    said = {
        "definition": DISPOSITIONS,
        "source": "own",
        "rows": ("convicted_trial", "pending", "died"),
        "columns": ("PHL-MNL", "KHM-PNH"),
        "counts": ((63, 48), (27, 31), (2, 19)),
        "published": (),
        "by_office": True,
    }
    return TrueTable(**said | other)


def draft(*tables, **other):
    said = {"case_id": CASE, "office_id": "HQ", "positions": {"legal.events": (4, 0)}}
    return DraftRelease(**said | {"tables": tables or (table(),)} | other)


(DRAFTED,) = given().when(draft()).emits(ReleaseDrafted)
HASH = hash_of(DRAFTED)
published = ReleasePublished(snapshot_hash=HASH)
superseded = ReleaseSuperseded(by=NEXT)


def publish(snapshot_hash=HASH):
    return PublishRelease(case_id=CASE, snapshot_hash=snapshot_hash)


class WhenNothingIsDrafted:
    def test_only_what_may_be_shown_is_recorded(self):
        (event,) = given().when(draft()).emits(ReleaseDrafted)
        (shown,) = event.tables
        assert (event.k, event.rounding, event.definition_versions) == (11, 10, (DISPOSITIONS,))
        assert (shown.cells[0], shown.cells[2], shown.row_totals[2]) == ((60, 40), (None, 10), 20)
        assert all(n is None or (n >= 10 and n % 10 == 0) for row in shown.cells for n in row)
        assert not any(f"{true}" in dumps(event.model_dump(mode="json")["tables"]) for true in (63, 48, 27, 31))

    def test_readers_outside_get_no_smaller_groups_than_the_public(self):
        given().when(draft(k=5)).rejects(GroupsTooSmall)
        given().when(draft(k=5, readers="office", rounding=5)).emits(ReleaseDrafted)

    @pytest.mark.parametrize(
        ("wrong", "rule"),
        [
            ({"definition": "dispositions-1"}, NotDefined),
            ({"definition": definitions.BY_NAME["attrition"].id}, NotToBeTabled),
            ({"instruments": ("aso-placeholder-0",)}, InstrumentIsProvisional),
            ({"counts": ((1, 2),)}, CountsAreNoTable),
        ],
    )
    def test_what_supports_no_published_figure_is_refused(self, wrong, rule):
        given().when(draft(table(), table(**wrong))).rejects(rule)

    def test_nothing_is_published(self):
        given().when(publish()).rejects(NothingDrafted)


class WhenDrafted:
    known = given(DRAFTED)

    def test_the_same_draft_again_is_nothing_new_and_another_replaces_it(self):
        self.known.when(draft()).nothing()
        self.known.when(draft(rounding=5)).emits(ReleaseDrafted)

    def test_it_is_published_as_it_was_read(self):
        self.known.when(publish()).then(published)
        self.known.when(publish("0" * 64)).rejects(AnotherDraft)

    def test_nothing_supersedes_what_is_not_out(self):
        self.known.when(SupersedeRelease(case_id=CASE, by=NEXT)).rejects(NotPublished)


class WhenPublished:
    known = given(DRAFTED, published)

    def test_it_never_changes(self):
        self.known.when(draft()).rejects(ReleaseIsFrozen)
        self.known.when(draft(rounding=5)).rejects(ReleaseIsFrozen)
        self.known.when(publish()).nothing()
        self.known.when(publish("0" * 64)).rejects(AnotherDraft)

    def test_another_release_supersedes_it_once(self):
        self.known.when(SupersedeRelease(case_id=CASE, by=NEXT)).then(superseded)
        self.known.when(SupersedeRelease(case_id=CASE, by=CASE)).rejects(SupersededByItself)
        given(DRAFTED, published, superseded).when(SupersedeRelease(case_id=CASE, by=NEXT)).nothing()
        given(DRAFTED, published, superseded).when(SupersedeRelease(case_id=CASE, by=ANOTHER)).rejects(
            SupersededOtherwise
        )

    def test_it_stands_in_spite_of_a_correction_once_somebody_says_so(self):
        review = ReviewRelease(case_id=CASE, corrected=(NEXT, ANOTHER))
        reviewed = ReleaseReviewed(corrected=tuple(sorted((NEXT, ANOTHER))))
        self.known.when(review).then(reviewed)
        given(DRAFTED, published, reviewed).when(review).nothing()
        only_one = given(DRAFTED, published, ReleaseReviewed(corrected=(NEXT,)))
        only_one.when(review).then(ReleaseReviewed(corrected=(ANOTHER,)))
        given(DRAFTED).when(review).rejects(NothingPublished)
