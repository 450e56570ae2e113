-- 办理经过: when a published suggestion was registered and first handed to units, by day. Copies released before this
-- know neither and show neither.
alter table published_page
  add registered_on date,
  add assigned_on date;
