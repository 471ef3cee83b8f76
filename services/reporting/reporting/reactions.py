"""Reporting reacts to nothing: facts from the other teams become rows of read models, never commands."""

from throughline.reaction import Reaction

ALL: tuple[Reaction, ...] = ()
