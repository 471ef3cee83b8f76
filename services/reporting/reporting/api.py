"""What reporting is asked: figures with their definitions, releases, studies, issues of data, and single cases.

A figure is shown only for offices the asker works in; for a director without further words these are his own. What is
said of single offices hides small groups; an analyst's figures of all offices are exact, since he may read each case:
what leaves the agency leaves by a release.
"""

from asyncio import to_thread
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from throughline.commands import NotFound
from throughline.http import Ask, Problem, Queries

from reporting import access, definitions, figuring, views
from reporting.programme import programme_of
from reporting.references import SETS
from reporting.roles import ANALYSTS, DEFINITION_READERS, OUTSIDE, READERS

Office = Annotated[str | None, Query(max_length=12, description="One office; without it, all that the asker works in.")]
Source = Annotated[
    str,
    Query(
        pattern=r"^(own|historical|import:[^#]{1,80})$",
        description="`own`, `import:<set>`, or `historical` for what was backfilled otherwise.",
    ),
]

Text = Annotated[str | None, Query(max_length=120)]

queries = Queries()
queries.timeline(visible=access.VISIBLE)


@queries.get("/figures", roles=DEFINITION_READERS)
async def figures(ask: Ask) -> list[views.DefinitionView]:
    """What is counted, and how each figure is defined."""
    return [views.DefinitionView.of_definition(definition) for definition in definitions.CURRENT]


@queries.get("/figures/{name}", roles=READERS)
async def figure(ask: Ask, name: str, office: Office = None, source: Source = "own") -> views.FigureView:
    """One figure with its definition, its n, and the position it is true at."""
    definition = _defined(name)
    offices = _offices(ask, office)
    async with ask.at_one_moment() as now:
        positions = await now.positions()
        made = await figuring.read(now, definition, offices, source)
    found = await to_thread(made)
    return views.FigureView(
        definition=views.DefinitionView.of_definition(definition),
        source=source,
        offices=None if offices is None else tuple(offices),
        protected=found.hides,
        n=found.n,
        values=tuple(views.FigureValue(what=line.what, n=line.n, values=line.values) for line in found.lines),
        true_at=found.true_at,
        positions=positions,
    )


@queries.get("/tables/{name}", roles=ANALYSTS)
async def table(ask: Ask, name: str, source: Source = "own") -> views.TableView:
    """The true counts by office of a figure whose lines add up, and what is out of them, to draft a release from."""
    definition = _defined(name)
    if not definition.adds_up:
        raise Problem(409, "not-to-be-tabled", f"The lines of {name} do not add up to a total; read it as a figure.")
    same_people = [one.name for one in definitions.CURRENT if one.denominator == definition.denominator]
    async with ask.at_one_moment() as now:
        positions = await now.positions()
        columns, counts = await figuring.table(now, definition, source)
        published = await now.many(views.PublishedView, "tables_published", same_people, source)
        out = {str(one.table["definition"]).rpartition("-")[0] for one in published} - {name}
        others = [await _same_people(now, definitions.BY_NAME[other], source, columns) for other in sorted(out)]
    rows = tuple(dict.fromkeys(line for lines in counts.values() for line in lines))
    return views.TableView(
        definition=definition.id,
        source=source,
        rows=rows,
        columns=columns,
        counts=tuple(tuple(counts[column].get(row, 0) for column in columns) for row in rows),
        published=tuple(published),
        same_people=tuple(others),
        positions=positions,
    )


@queries.get("/releases", roles=READERS | OUTSIDE)
async def releases(ask: Ask) -> list[views.ReleaseLine]:
    """Published releases, newest first, with how many facts behind them were corrected; analysts see drafts too.

    Whoever is outside sees what was published for the public.
    """
    return [one for one in await ask.many(views.ReleaseLine, "releases", _drafts(ask)) if _is_for(ask, one)]


@queries.get("/releases/{release_id}", roles=READERS | OUTSIDE)
async def release(ask: Ask, release_id: UUID) -> views.ReleaseView:
    """One release as it was frozen, with the hash it was published under, and what was corrected behind it since."""
    found = await ask.one(views.ReleaseView, "release", release_id, _drafts(ask))
    if not _is_for(ask, found):
        raise NotFound
    return found


@queries.get("/tasks", roles=ANALYSTS)
async def tasks(ask: Ask) -> list[views.TaskView]:
    """Published releases to look at again, because facts behind their figures were corrected; the first due first."""
    return await ask.many(views.TaskView, "tasks")


@queries.get("/data-quality", roles=READERS)
async def data_quality(
    ask: Ask,
    source: Source | None = None,
    office: Office = None,
    resolved: bool = False,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> list[views.IssueView]:
    """What is wrong with the data, by source and row: open issues, or with `resolved` all."""
    return await ask.many(views.IssueView, "data_quality", _offices(ask, office), source, resolved, limit)


@queries.get("/references", roles=READERS)
async def references(ask: Ask) -> list[views.ReferenceSetView]:
    """What is loaded of other publishers' tables, and how each is to be cited and taken."""
    loaded = {row.set_name: row for row in await ask.many(views.ReferenceSetLoaded, "reference_sets")}
    return [views.ReferenceSetView.of_set(one, loaded.get(one.name)) for one in SETS.values()]


@queries.get("/references/{name}", roles=READERS)
async def reference(
    ask: Ask,
    name: str,
    indicator: Text = None,
    place: Text = None,
    period: Text = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> views.ReferencesView:
    """Numbers as one publisher gives them: beside own figures, never mixed in. Suppressed ones have no value."""
    if name not in SETS:
        raise Problem(404, "no-such-reference", "No reference set has this name. GET /references lists all.")
    rows = await ask.many(views.ReferenceView, "references", name, indicator, place, period, limit)
    return views.ReferencesView(
        name=name, citation=SETS[name].citation, cautions=SETS[name].cautions, numbers=tuple(rows)
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


async def _same_people(
    ask: Ask, definition: definitions.Definition, source: str, columns: Sequence[str]
) -> views.SamePeopleView:
    _, counts = await figuring.table(ask, definition, source)
    rows = tuple(dict.fromkeys(line for lines in counts.values() for line in lines))
    told = tuple(tuple(counts.get(column, {}).get(row, 0) for column in columns) for row in rows)
    return views.SamePeopleView(definition=definition.id, rows=rows, counts=told)


def _offices(ask: Ask, office: str | None) -> list[str] | None:
    """The offices to count, None for all. Raises NotFound for one that is not the asker's."""
    if office is None:
        return ask.offices
    if not ask.actor.works_in(office):
        raise NotFound
    return [office]


def _defined(name: str) -> definitions.Definition:
    definition = definitions.BY_NAME.get(name)
    if definition is None:
        raise Problem(404, "no-such-figure", "No figure has this name. GET /figures lists all.")
    return definition


def _is_for(ask: Ask, release: views.ReleaseLine) -> bool:
    return release.readers == "public" or ask.actor.role not in OUTSIDE


def _drafts(ask: Ask) -> bool:
    return ask.actor.role in ANALYSTS
