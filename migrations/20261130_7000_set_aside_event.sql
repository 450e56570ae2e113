-- how often in a row a reader could not read on, and since when; nothing while it does
alter table reader_cursor
  add failures integer not null default 0 check (failures >= 0),
  add failing_since timestamptz,
  add constraint reader_cursor_failing check ((failures = 0) = (failing_since is null));

-- events that a reader could not take, however often it was tried: it goes on without them, and they are kept until
-- they have been tried again
create table set_aside_event (
  reader text not null,
  event_id uuid not null,
  leaf_index bigint not null,
  -- the name or code of the error, never its words
  fault text not null,
  at timestamptz not null,
  asked_again_at timestamptz,
  primary key (reader, leaf_index)
);
