-- One answer has one letter under one number: what is issued anew with other words makes the former void (作废).
alter table issued_paper
  add column voided_at timestamptz,
  add column voided_by_paper_id uuid references issued_paper,
  add check ((voided_at is null) = (voided_by_paper_id is null));
