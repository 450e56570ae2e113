-- What each day counts, of the cases that are kept in counted_case: one number for each condition of a moment, in the
-- order of the figures. A period is the sum of its days.
create table counted_day (
  congress_id uuid not null,
  moment text not null,
  -- in Shanghai
  day date not null,
  -- as in counted_case
  systems text[] not null,
  in_session boolean not null,
  sums integer[] not null,
  primary key (congress_id, moment, day, systems, in_session)
);
create index counted_case_due on counted_case (congress_id, answer_due);

-- By what definition of the figures all of this was counted. When it is another now, the program empties what is kept and
-- reads the record anew: no migration has to.
create table counted_definition (
  id boolean primary key default true check (id),
  digest text not null
);

-- A change of a case is always an event: the record alone tells of which cases what is kept no longer holds.
alter table counted_case drop constraint counted_case_case_id_fkey;
drop table counted_version;
-- those of units of several systems, for who asks about one
create index counted_case_mixed on counted_case (congress_id) where cardinality(systems) > 1;
