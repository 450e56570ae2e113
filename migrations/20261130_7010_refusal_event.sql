-- Kept refusals are events of the record. Of one hour, place and actor the first is an event at once, those that follow
-- are counted here and become one more event when the hour is over: nobody can fill the record.
create table open_refusal (
  id uuid primary key,
  hour timestamptz not null,
  kind text not null,
  code text not null,
  method text not null,
  route text not null,
  account_id uuid,
  person_id uuid,
  acting_kind text not null,
  acting_id uuid,
  acting_role text,
  area_path text,
  further integer not null default 0 check (further >= 0)
);
create unique index open_refusal_counted on open_refusal (hour, code, method, route, account_id, acting_id)
  nulls not distinct;

insert into event (id, type, subject_kind, subject_id, actor_account_id, actor_person_id, acting_kind, acting_id,
  acting_role, area_path, data, at)
select r.id, 'access.refused', 'refusal', r.code, r.account_id, r.person_id,
  coalesce(r.acting_kind, case when r.account_id is null then 'anonymous' else 'none' end), r.acting_id, p.role, r.area_path,
  jsonb_build_object('kind', r.kind, 'method', r.method, 'route', r.route, 'times', r.times,
    'hour', to_char(date_trunc('hour', r.at at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')),
  r.at
from refusal_record r left join post p on p.id = r.acting_id
order by r.at, r.id;

drop table refusal_record;
drop function refuse_unless_counting();
