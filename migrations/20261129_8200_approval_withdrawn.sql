-- Who asked for an approval can take it back while nobody has decided.
alter table approval drop constraint approval_status_check;
alter table approval add constraint approval_status_check
  check (status in ('pending', 'approved', 'declined', 'withdrawn', 'expired', 'used'));
