-- words of an event: the event holds only their salted hash, so they can be erased and the record still proves itself
create table event_note (
  id uuid primary key,
  salt bytea check (length(salt) = 32),
  words text,
  erased_at timestamptz,
  check ((erased_at is null) = (words is not null) and (erased_at is null) = (salt is not null))
);

create table event (
  id uuid primary key,
  -- causes come before effects here even when two processes' clocks disagree: drawn after the row lock is held
  seq bigint generated always as identity,
  type text not null check (type ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$'),
  subject_kind text not null,
  subject_id text not null,
  case_id uuid,
  actor_account_id uuid,
  actor_person_id uuid,
  acting_kind text not null check (acting_kind in ('mandate', 'post', 'none', 'system', 'anonymous')),
  acting_id uuid,
  acting_role text,
  area_path text,
  from_state text,
  to_state text,
  rule_version integer,
  data jsonb not null default '{}',
  note_id uuid unique references event_note,
  note_hash bytea check (length(note_hash) = 32),
  after_hash bytea check (length(after_hash) = 32),
  at timestamptz not null,
  leaf_index bigint unique check (leaf_index >= 0),
  leaf_hash bytea check (length(leaf_hash) = 32),
  check ((note_id is null) = (note_hash is null)),
  check ((leaf_index is null) = (leaf_hash is null)),
  check ((acting_kind in ('system', 'anonymous')) = (actor_account_id is null))
);
create index event_unsealed on event (seq) where leaf_index is null;
create index event_case on event (case_id, seq) where case_id is not null;
create index event_subject on event (subject_id, seq);
create index event_type on event (type, at, seq);
create index event_person on event (actor_person_id, at, seq) where actor_person_id is not null;
create index event_at on event (at, seq);

-- the compact range of the RFC 9162 tree: one hash for each set bit of size, largest subtree first
create table record_frontier (
  id boolean primary key default true check (id),
  size bigint not null,
  hashes bytea not null check (length(hashes) % 32 = 0)
);
insert into record_frontier (size, hashes) values (0, '');

create table checkpoint (
  size bigint primary key check (size > 0),
  root_hash bytea not null check (length(root_hash) = 32),
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null
);

create table reader_cursor (
  reader text primary key,
  -- the leaf index to read next
  next_leaf bigint not null default 0,
  moved_at timestamptz
);

-- refusals worth keeping; anonymous callers are counted by the hour, so that nobody's visit can be told from it
create table refusal_record (
  id uuid primary key,
  kind text not null,
  code text not null,
  method text not null,
  route text not null,
  at timestamptz not null,
  times integer not null default 1 check (times > 0),
  account_id uuid,
  person_id uuid,
  acting_kind text,
  acting_id uuid,
  area_path text
);
create unique index refusal_record_anonymous on refusal_record (code, method, route, at) where account_id is null;
create index refusal_record_at on refusal_record (at, id);
create index refusal_record_person on refusal_record (person_id, at, id) where person_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create function refuse_unless_sealing() returns trigger language plpgsql as $$
declare
  sealed event;
begin
  sealed := old;
  sealed.leaf_index := new.leaf_index;
  sealed.leaf_hash := new.leaf_hash;
  if old.leaf_index is not null or new.leaf_index is null or new is distinct from sealed then
    raise exception 'event is append-only: UPDATE refused' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function refuse_unless_erasing() returns trigger language plpgsql as $$
begin
  if old.erased_at is not null or new.erased_at is null or new.id <> old.id then
    raise exception 'event_note is append-only: UPDATE refused' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function refuse_unless_counting() returns trigger language plpgsql as $$
declare
  counted refusal_record;
begin
  counted := old;
  counted.times := new.times;
  if old.account_id is not null or new.times <= old.times or new is distinct from counted then
    raise exception 'refusal_record is append-only: UPDATE refused' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger event_is_sealed_once before update on event for each row execute function refuse_unless_sealing();
create trigger event_is_kept before delete on event for each row execute function refuse_change();
create trigger event_is_not_emptied before truncate on event execute function refuse_change();
create trigger note_is_erased_once before update on event_note for each row execute function refuse_unless_erasing();
create trigger note_is_kept before delete on event_note for each row execute function refuse_change();
create trigger note_is_not_emptied before truncate on event_note execute function refuse_change();
create trigger checkpoint_is_kept before update or delete on checkpoint for each row execute function refuse_change();
create trigger checkpoint_is_not_emptied before truncate on checkpoint execute function refuse_change();
create trigger refusal_is_counted before update on refusal_record for each row
  execute function refuse_unless_counting();
create trigger refusal_is_kept before delete on refusal_record for each row execute function refuse_change();
create trigger refusal_is_not_emptied before truncate on refusal_record execute function refuse_change();
