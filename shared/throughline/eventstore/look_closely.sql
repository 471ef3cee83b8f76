-- $1 case id, $2 command id, $3 stream id, $4 the version known already
select fingerprint, outcome, code, positions, headers, bodies, office_id, jurisdiction, case_reference
  from look_closely($1, $2, $3, $4);
