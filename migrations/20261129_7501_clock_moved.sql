-- The deadline before a corrected calendar moved it, for the page that shows how it was computed.
alter table clock add column moved_from timestamptz;
