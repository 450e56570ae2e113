-- 办理经过: what happened to a published case when, by day and code. Only the steps into states that the page tells; they
-- follow the case while its page is public, and go with the page.
create table published_step (
  page_id uuid not null references published_page on delete cascade,
  -- in the order in which they happened
  nth integer not null check (nth >= 0),
  step text not null check (step in (
    'registered', 'accepted', 'assigned', 'assigned_again', 'rehandling', 'joint_review', 'tracking', 'oversight',
    'closed', 'closed_with_dissent', 'closed_with_explanation', 'reopened', 'withdrawn', 'merged', 'split',
    'converted_to_letter')),
  happened_on date not null,
  primary key (page_id, nth)
);
grant select on published_step to minsheng_portal;
create trigger published_step_changed after insert or update or delete on published_step
  for each row execute function tell_published();
-- of what is public already
with told as (
  select p.id as page_id, (e.at at time zone 'Asia/Shanghai')::date as happened_on, e.seq,
    case e.type
      when 'suggestion.assigned' then
        case when row_number() over (partition by p.id, e.type order by e.seq) = 1 then 'assigned' else 'assigned_again' end
      when 'suggestion.rehandling_ordered' then 'rehandling'
      when 'suggestion.joint_review_begun' then 'joint_review'
      when 'suggestion.tracking_begun' then 'tracking'
      when 'suggestion.tracking_resumed' then 'tracking'
      when 'suggestion.oversight_begun' then 'oversight'
      else split_part(e.type, '.', 2)
    end as step
  from published_page
  join publication p on p.id = published_page.id
  join event e on e.case_id = p.case_id and e.type in (
    'suggestion.registered', 'suggestion.accepted', 'suggestion.assigned', 'suggestion.rehandling_ordered',
    'suggestion.joint_review_begun', 'suggestion.tracking_begun', 'suggestion.tracking_resumed',
    'suggestion.oversight_begun', 'suggestion.closed', 'suggestion.closed_with_dissent',
    'suggestion.closed_with_explanation', 'suggestion.reopened', 'suggestion.withdrawn', 'suggestion.merged',
    'suggestion.split', 'suggestion.converted_to_letter')
)
insert into published_step (page_id, nth, step, happened_on)
select page_id, row_number() over (partition by page_id order by seq) - 1, step, happened_on from told;
-- of what was brought in from elsewhere the record knows no steps
insert into published_step (page_id, nth, step, happened_on)
select page_id, row_number() over (partition by page_id order by happened_on, nth) - 1, step, happened_on
from (
  select id as page_id, registered_on as happened_on, 1 as nth, 'registered' as step from published_page
  union all select id, assigned_on, 2, 'assigned' from published_page
) known
where happened_on is not null and not exists (select from published_step s where s.page_id = known.page_id);
alter table published_page drop column registered_on, drop column assigned_on;
