-- A keyed hash over what an event says: only who has the program's secret can make one, so that an event which somebody
-- put in with the database's password is told from a true one. Events from before this version have none.
alter table event add column code bytea check (length(code) = 32);
