"""UNODC's counting definitions, word for word: what others mean when they count the same."""

CONVICTED = (
    "Persons convicted: found guilty by any legal body ... whether or not the conviction was later upheld. Persons "
    "receiving a sentence after plea-bargaining, or in an abbreviated court procedure, should be counted as persons "
    "convicted"
)
CONVICTED_FIRST = "preferably in a court of first instance"
DETECTED = "shall not be considered representative of the prevalence of the crime"
