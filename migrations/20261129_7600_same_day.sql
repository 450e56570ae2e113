-- What was entered by mistake and ended on its first day may begin again on that day; at most one goes on at a time.
alter table mandate_suspension drop constraint mandate_suspension_mandate_id_starts_on_key;
create unique index mandate_suspension_open on mandate_suspension (mandate_id) where ends_on is null;

alter table post drop constraint post_person_id_organ_id_role_starts_on_key;
create unique index post_open on post (person_id, organ_id, role) where ends_on is null;
