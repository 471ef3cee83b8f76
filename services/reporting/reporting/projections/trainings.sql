-- Trainings delivered, newest first. $1 offices, null: all; $2 at most.
select training_id, case_id as programme_id, office_id, counted_under, audience, participants, delivered_on
from trainings
where $1::text[] is null or office_id = any ($1::text[])
order by delivered_on desc nulls last, training_id
limit $2
