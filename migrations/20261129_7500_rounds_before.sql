-- A case that the office takes up again is judged anew: the answers given before count no more towards the joint review.
alter table assignment add column rounds_before integer not null default 0 check (rounds_before >= 0);
