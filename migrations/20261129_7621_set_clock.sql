-- the deadline as it was set when the clock started, whatever became of it: papers tell what was set when they went out.
-- Of a clock that was moved before this, the one that it was moved from first is not known any more, but for a calendar
-- that was corrected.
alter table clock add column set_before timestamptz;
update clock set set_before = coalesce(
  (select (e.data ->> 'dueBeforeOld')::timestamptz from event e
    where e.type = 'clock.recomputed' and e.subject_id = clock.id::text and e.case_id = clock.case_id
    order by e.seq limit 1),
  due_before);
alter table clock alter column set_before set not null;
