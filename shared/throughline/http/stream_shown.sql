-- Whether a reader may know how far a stream is. $1 stream; $2 the case asked about, null on other routes; $3 the
-- reader's offices, null: all. Others' streams are known by their case alone.
select exists (
         select from stream s left join case_access a using (case_id)
          where s.stream_id = $1 and ($2::uuid is null or s.case_id = $2)
            and ($3::text[] is null or a.office_id = any ($3)))
    or exists (
         select from received_event r left join case_access a using (case_id)
          where r.case_id = $2 and r.headers::jsonb ->> 'ce_subject' = $1::text
            and ($3::text[] is null or a.office_id = any ($3))) as shown
