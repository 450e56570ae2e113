-- What is done in steps holds its key as long as its program lives; after that, who repeats the request goes on with it.
alter table received_command add column held_until timestamptz check (held_until is null or status is null);
