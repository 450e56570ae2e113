-- A signed checkpoint is public by nature: the portal reads the record's own table, there is no second copy of it.
grant select on checkpoint to minsheng_portal;

-- Whoever keeps published pages in memory learns of every change when it commits: a withdrawn page vanishes at once.
create function tell_published() returns trigger language plpgsql as $$
begin
  perform pg_notify('published', '');
  return null;
end $$;
create trigger published_page_changed after insert or update or delete on published_page
  for each row execute function tell_published();
create trigger published_congress_changed after insert or update or delete on published_congress
  for each row execute function tell_published();
