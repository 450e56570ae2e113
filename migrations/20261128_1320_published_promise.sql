-- 承诺: what units have promised in the answers of a published case. Units, days and codes only; the words of a promise
-- stand in the answer, which was redacted. They follow the case while its page is public, and go with the page.
create table published_promise (
  id uuid primary key,
  page_id uuid not null references published_page on delete cascade,
  unit_name text not null,
  due_on date not null,
  -- the day it was promised for at first, where it was put off
  first_due_on date,
  state text not null check (state in ('open', 'overdue', 'reported', 'kept', 'explained'))
);
create index published_promise_page on published_promise (page_id, due_on);
grant select on published_promise to minsheng_portal;
create trigger published_promise_changed after insert or update or delete on published_promise
  for each row execute function tell_published();
-- of what is public already
insert into published_promise (id, page_id, unit_name, due_on, first_due_on, state)
select c.id, p.id, o.name, c.due_on, c.first_due_on,
  case c.status when 'overdue' then 'overdue' when 'fulfilled' then 'reported' when 'confirmed' then 'kept'
    when 'unfulfillable' then 'explained' else 'open' end
from published_page
join publication p on p.id = published_page.id
join commitment c on c.suggestion_id = p.case_id and c.sent_at is not null
join organ o on o.id = c.unit_id;
