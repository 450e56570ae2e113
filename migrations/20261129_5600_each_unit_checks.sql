-- each unit whose answer is in the copy checks it for itself; unit_checked_at is set with the last of them
alter table publication
  add column checked_unit_ids uuid[] not null default '{}';
