"""Which generation of each read model is live, as written down in the database; the public name is a view on it."""

from collections.abc import Iterable
from typing import Any

from throughline.database import Pool
from throughline.projection.model import ReadModel
from throughline.sql import statements

sql = statements(__package__)


async def register_read_models(pool: Pool, models: Iterable[ReadModel[Any]], feed: str) -> None:
    """Note every read model of this release as live on `feed`, where it is new."""
    for model in models:
        await pool.execute(sql("register_read_model"), model.name, model.generation, feed)
