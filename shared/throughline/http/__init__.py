"""HTTP for any service: routes made of its commands and queries, tokens, problems, health, and pages to look at."""

from throughline.http.actors import CurrentActor, current_actor, only
from throughline.http.app import Api, create_app
from throughline.http.ask import Ask
from throughline.http.commands import Bus
from throughline.http.health import Check, NotReady
from throughline.http.problems import Problem
from throughline.http.queries import Queries
from throughline.http.reading import Database, ReadSide
from throughline.http.timeline import TimelineEntry, TimelinePage, Visible
from throughline.http.view import View

__all__ = [
    "Api",
    "Ask",
    "Bus",
    "Check",
    "CurrentActor",
    "Database",
    "NotReady",
    "Problem",
    "Queries",
    "ReadSide",
    "TimelineEntry",
    "TimelinePage",
    "View",
    "Visible",
    "create_app",
    "current_actor",
    "only",
]
