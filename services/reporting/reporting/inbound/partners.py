"""What outside organisations may send to reporting: nothing. Studies and trainings are written down by the agency."""

from throughline.domain import Fact

ACCEPTS: tuple[type[Fact], ...] = ()
