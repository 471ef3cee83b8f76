"""The names of the clocks that run beside somebody's care. Names are stored: add some, never rename one."""

ASSESSMENT, PLAN_REVIEW, BEST_INTERESTS = "assessment", "care_plan_review", "best_interests"
FOLLOW_UP, FOLLOW_UP_MISSED = "follow_up", "follow_up_missed"
NEXT = "next"
