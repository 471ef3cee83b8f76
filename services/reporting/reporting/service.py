"""Reporting, put together: what it decides, reads, keeps and answers. It has no vault."""

from casework.notices import notice_of
from throughline.projection import Forgetting, Timeline
from throughline.service import Service

from reporting import corrections, data_quality, deadlines, programme, pseudonyms, reactions, release, study
from reporting.api import queries
from reporting.inbound import partners
from reporting.projections.models import ALL
from reporting.roles import CLEARERS


def service() -> Service:
    return Service(
        name="reporting",
        package="reporting",
        aggregates=(
            study.AGGREGATE,
            programme.AGGREGATE,
            release.AGGREGATE,
            corrections.AGGREGATE,
            data_quality.AGGREGATE,
        ),
        reads=("intake.events", "legal.events", "aftercare.events", "aftercare.care", "aftercare.clinical"),
        ingest=pseudonyms.of,
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        clock=deadlines.COMMANDS,
        read_models=(*ALL, Timeline()),
        queries=queries,
        clears=CLEARERS,
        notices=notice_of,
        forgets=Forgetting(event="SubjectErased", cases="with_somebody_erased"),
    )
