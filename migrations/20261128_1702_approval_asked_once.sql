-- An approval is asked for once: about one subject, of an ordered one about one order. The older of two that were asked
-- at the same moment is over.
update approval set status = 'expired'
  where status in ('pending', 'approved') and exists (
    select from approval as newer
    where newer.status in ('pending', 'approved') and newer.kind = approval.kind and newer.subject_id = approval.subject_id
      and coalesce(newer.command->>'order', '') = coalesce(approval.command->>'order', '')
      and (newer.asked_at, newer.id) > (approval.asked_at, approval.id));
create unique index approval_open on approval (kind, subject_id, md5(coalesce(command->>'order', '')))
  where status in ('pending', 'approved');
