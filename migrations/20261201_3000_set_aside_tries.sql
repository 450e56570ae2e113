-- how often an event was tried that a reader went on without; before, it was set aside after ten and not counted on
alter table set_aside_event add column tries integer not null default 10 check (tries > 0);
alter table set_aside_event alter column tries drop default;
