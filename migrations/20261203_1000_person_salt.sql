-- Rows of persons are in the record by a hash from here on. A name can be guessed and tried: the hash is over a salt as
-- well, which every correction of the row replaces.
alter table person add column salt bytea not null default uuid_send(gen_random_uuid()) check (length(salt) = 16);
alter table person alter column salt drop default;
