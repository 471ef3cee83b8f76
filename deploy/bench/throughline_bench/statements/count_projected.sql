select (select sum(applied) from feed_count)::bigint        as "feed_count",
       (select sum(visits) from visit_overview_v1)::bigint  as "visit_overview",
       (select sum(visits) from visit_kinds_v1)::bigint     as "visit_kinds",
       (select count(*) from received_event)                as "received_event";
