-- Everybody accused in a case, prosecution by prosecution, and how it stands with each now.
-- $1 case id.
select n.*
from accused_now($1) n
order by n.prosecution_id, n.accused_id
