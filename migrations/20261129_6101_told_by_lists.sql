-- What a list of earlier suggestions tells: an extension that nobody asked for here, and the day a promise was kept
alter table deadline_request alter column asked_by_person_id drop not null;
alter table deadline_request add check (asked_by_person_id is not null or status = 'granted');
alter table commitment add column kept_on date;
