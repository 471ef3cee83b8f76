"""What aftercare does about other services' events: each becomes a note on the case's CaseCare, which decides the rest.

Nothing is decided here: who is owed a warning, who is enrolled, hangs on what else is known by then.
"""

from throughline.reaction import Reaction

from aftercare.reactions import from_intake, from_legal, from_reporting

ALL: tuple[Reaction, ...] = (*from_intake.ALL, *from_legal.ALL, *from_reporting.ALL)
