-- Which unit's part another one took over: how often a part was given back goes with it, and not with the parts of others.
alter table assignment add column replaces_id uuid references assignment;
update assignment set replaces_id = (event.data ->> 'replaces')::uuid
  from event
  where event.type = 'assignment.handed_over' and event.subject_kind = 'assignment'
    and event.subject_id = assignment.id::text and event.data ? 'replaces';
create index assignment_replaces on assignment (replaces_id) where replaces_id is not null;
