-- Who acts for a merged organ now: the last one in the chain of mergers. Null: the organ itself.
alter table organ add column acting_id uuid references organ;

with recursive chain as (
  select id, merged_into_id as heir from organ where merged_into_id is not null
  union all
  select chain.id, organ.merged_into_id from chain join organ on organ.id = chain.heir
  where organ.merged_into_id is not null
)
update organ set acting_id = chain.heir
from chain join organ as last on last.id = chain.heir and last.merged_into_id is null
where organ.id = chain.id;

create index organ_acting on organ (acting_id) where acting_id is not null;
