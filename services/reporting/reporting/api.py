"""What reporting is asked: figures with their definitions, studies, trainings, and single cases under pseudonyms.

A figure is shown only for offices the asker works in; for a director without further words these are his own.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from throughline.commands import NotFound
from throughline.http import Ask, Problem, Queries

from reporting import access, definitions, views
from reporting.programme import programme_of
from reporting.roles import ANALYSTS, DEFINITION_READERS, READERS

Office = Annotated[str | None, Query(max_length=12, description="One office; without it, all that the asker works in.")]
Source = Annotated[
    str,
    Query(
        pattern=r"^(own|historical|import:[^#]{1,80})$",
        description="`own`, `import:<set>`, or `historical` for what was backfilled otherwise.",
    ),
]

queries = Queries()
queries.timeline(visible=access.VISIBLE)


@queries.get("/figures", roles=DEFINITION_READERS)
async def figures(ask: Ask) -> list[views.DefinitionView]:
    """What is counted, and how each figure is defined."""
    return [views.DefinitionView.of_definition(definition) for definition in definitions.CURRENT]


@queries.get("/figures/{name}", roles=READERS)
async def figure(ask: Ask, name: str, office: Office = None, source: Source = "own") -> views.FigureView:
    """One figure with its definition, its n, and the position it is true at."""
    definition = definitions.BY_NAME.get(name)
    if definition is None:
        raise Problem(404, "no-such-figure", "No figure has this name. GET /figures lists all.")
    offices = _offices(ask, office)
    positions = await ask.positions()
    arguments = (list(given) if isinstance(given, tuple) else given for given in definition.arguments)
    rows = await ask.many(views.FigureRow, definition.query, offices, source, *arguments)
    return views.FigureView(
        definition=views.DefinitionView.of_definition(definition),
        source=source,
        offices=None if offices is None else tuple(offices),
        n=rows[0].total if rows else 0,
        values=tuple(views.FigureValue(what=row.what, n=row.n, values=row.values) for row in rows),
        true_at=rows[0].true_at if rows else None,
        positions=positions,
    )


@queries.get("/studies", roles=READERS)
async def studies(ask: Ask, office: Office = None) -> list[views.StudyView]:
    """Registered studies; their results are the figure study_results."""
    return await ask.many(views.StudyView, "studies", _offices(ask, office))


@queries.get("/trainings", roles=READERS)
async def trainings(
    ask: Ask, office: Office = None, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> list[views.TrainingView]:
    """Trainings delivered, newest first."""
    return await ask.many(views.TrainingView, "trainings", _offices(ask, office), limit)


@queries.get("/offices/{office}/programme", roles=READERS)
async def programme(ask: Ask, office: Annotated[str, Path(max_length=12)]) -> views.ProgrammeView:
    """The one programme of an office, under whose id its trainings are recorded."""
    _offices(ask, office)
    return views.ProgrammeView(office_id=office, programme_id=programme_of(office))


@queries.get("/cases/{case_id}", roles=ANALYSTS)
async def case(ask: Ask, case_id: UUID) -> views.CaseView:
    """One case, asked for by its pseudonym."""
    return await ask.one(views.CaseView, "case_view", case_id)


def _offices(ask: Ask, office: str | None) -> list[str] | None:
    """The offices to count, None for all. Raises NotFound for one that is not the asker's."""
    if office is None:
        return ask.offices
    if not ask.actor.works_in(office):
        raise NotFound
    return [office]
