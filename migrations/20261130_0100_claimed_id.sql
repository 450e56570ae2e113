-- One id belongs to one thing of one kind for ever. Devices make the ids of suggestions, motions and files, so an id that
-- one kind has could be sent again for another: what hangs on a case by its id (parties, events, files, clocks) would then
-- be that of both. Every table whose rows something hangs on claims its ids here, whoever writes into it; a claim outlives
-- its row.
create table claimed_id (
  id uuid primary key,
  kind text not null
);

-- what others had an id for is theirs; of two cases with one id, the one that was there first
do $$
declare
  kind text;
begin
  foreach kind in array array['account', 'api_token', 'approval', 'area', 'assignment', 'clock', 'commitment',
    'committee_field', 'congress', 'congress_session', 'consent', 'constituency', 'consultation', 'deadline_request',
    'delegated_power', 'delegation', 'evaluation_round', 'handover_meeting', 'issued_paper', 'key_oversight',
    'key_oversight_activity', 'key_oversight_lead', 'mandate', 'mandate_suspension', 'organ', 'person', 'person_merge',
    'post', 'privacy_request', 'publication', 'reply', 'roster_import', 'stand_in', 'term', 'topic', 'topic_claim',
    'work_calendar'] loop
    execute format('insert into claimed_id (id, kind) select id, %L from %I on conflict do nothing', kind, kind);
  end loop;
end $$;
insert into claimed_id (id, kind)
select id, kind from (
  select id, 'suggestion' as kind, created_at as made_at from suggestion
  union all select id, 'motion', created_at from motion
  union all select id, 'attachment', added_at from attachment
) made order by made_at, kind desc on conflict do nothing;
-- whoever came in through the id of another's case is out again
delete from party using claimed_id where party.case_id = claimed_id.id and party.case_kind <> claimed_id.kind;

create function claim_ids() returns trigger language plpgsql set search_path from current as $$
begin
  insert into claimed_id (id, kind) select id, tg_table_name from made on conflict do nothing;
  if exists (select from made join claimed_id using (id) where claimed_id.kind <> tg_table_name) then
    raise exception 'an id of another kind of thing was given to a %', tg_table_name using errcode = 'unique_violation';
  end if;
  return null;
end $$;

do $$
declare
  kind text;
begin
  foreach kind in array array['account', 'api_token', 'approval', 'area', 'assignment', 'attachment', 'clock',
    'commitment', 'committee_field', 'congress', 'congress_session', 'consent', 'constituency', 'consultation',
    'deadline_request', 'delegated_power', 'delegation', 'evaluation_round', 'handover_meeting', 'issued_paper',
    'key_oversight', 'key_oversight_activity', 'key_oversight_lead', 'mandate', 'mandate_suspension', 'motion', 'organ',
    'person', 'person_merge', 'post', 'privacy_request', 'publication', 'reply', 'roster_import', 'stand_in',
    'suggestion', 'term', 'topic', 'topic_claim', 'work_calendar'] loop
    execute format('create trigger %I after insert on %I referencing new table as made for each statement
      execute function claim_ids()', kind || '_id_claimed', kind);
  end loop;
end $$;
