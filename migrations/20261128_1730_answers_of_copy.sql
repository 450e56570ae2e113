-- Which answers stand in a public copy, by their ids: what was sent at what moment says nothing of what a copy holds.
alter table publication
  add column answer_ids uuid[] not null default '{}',
  -- those of the copy that was released last, and is public; none after it was withdrawn
  add column released_answer_ids uuid[] not null default '{}';

create temporary table sent_answer on commit drop as
select a.suggestion_id, r.id, o.name as unit_name, (r.sent_at at time zone 'Asia/Shanghai')::date::text as sent_on
from reply r join assignment a on a.id = r.assignment_id join organ o on o.id = a.unit_id
where r.sent_at is not null;

update publication p set answer_ids = array(
  select s.id from sent_answer s where s.suggestion_id = p.case_id and exists (
    select from jsonb_array_elements(p.content -> 'answers') as held
    where held ->> 'unitName' = s.unit_name and held ->> 'sentOn' = s.sent_on));

update publication p set released_answer_ids = array(
  select s.id from sent_answer s where s.suggestion_id = p.case_id and exists (
    select from jsonb_array_elements(page.content -> 'answers') as held
    where held ->> 'unitName' = s.unit_name and held ->> 'sentOn' = s.sent_on))
from published_page page where page.id = p.id;

-- a promise is public from the day on which the answer that makes it is
delete from published_promise
using commitment c, publication p
where c.id = published_promise.id and p.id = published_promise.page_id and c.reply_id <> all (p.released_answer_ids);
