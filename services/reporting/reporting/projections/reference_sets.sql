-- What is loaded of every reference set.
select set_name, count(*) as numbers, count(suppressed_below) as suppressed,
       array_agg(distinct indicator order by indicator) as indicators, min(period) as first_period,
       max(period) as last_period
from external_references
group by set_name
order by set_name
