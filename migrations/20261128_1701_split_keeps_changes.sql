-- To take a merger back without undoing what was changed since: when the account was closed by it, and which ID number
-- went over (its HMAC, as at the person; emptied with the split).
alter table person_merge
  add column account_closed_at timestamptz,
  add column id_number_hmac bytea;
update person_merge set account_closed_at = account.disabled_at
  from account where account.id = closed_account_id and split_at is null;
update person_merge set id_number_hmac = kept.id_number_hmac
  from person as kept where kept.id = kept_id and id_number_moved and split_at is null;
alter table person_merge drop column id_number_moved;
