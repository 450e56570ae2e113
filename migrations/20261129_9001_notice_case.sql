-- What happens in a case ends calls about it, and who acts on it has read what was told of it.
create index notice_case on notice (case_id, person_id) where case_id is not null;
