-- running and past suggestions brought in from the lists that an office has kept
alter table roster_import drop constraint roster_import_kind_check;
alter table roster_import add constraint roster_import_kind_check
  check (kind in ('areas', 'units', 'posts', 'deputies', 'constituencies', 'suggestions'));
alter table suggestion
  add column import_id uuid references roster_import,
  -- digest of the row: the same row again changes nothing, another one under its number is refused
  add column import_row_sha256 text,
  add check ((import_id is null) = (import_row_sha256 is null));
create index suggestion_import on suggestion (import_id) where import_id is not null;
-- an answer that was given before the program was here has nobody who drafted it here
alter table reply alter column drafted_by_person_id drop not null;
