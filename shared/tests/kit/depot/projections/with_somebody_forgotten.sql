-- Of the cases in $1, those in which somebody is forgotten.
select distinct case_id from received_event
 where case_id = any ($1::uuid[]) and headers::jsonb ->> 'ce_type' = 'throughline.post.SubjectForgotten.v1';
