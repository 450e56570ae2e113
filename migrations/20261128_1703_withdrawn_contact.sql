-- What its owner has taken out, or withdrawn the consent to (个保法 15): nobody else enters it again
create table withdrawn_contact (
  person_id uuid not null references person,
  means text not null check (means in ('phone', 'mail')),
  withdrawn_at timestamptz not null,
  primary key (person_id, means)
);
insert into withdrawn_contact (person_id, means, withdrawn_at)
  select person_id, 'mail', max(withdrawn_at) from consent where purpose = 'mail_address'
  group by person_id having bool_and(withdrawn_at is not null);
