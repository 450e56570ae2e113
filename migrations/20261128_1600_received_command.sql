-- Idempotency-Key: what an identity has sent under a key, and what was answered; kept for two days
create table received_command (
  id uuid primary key,
  account_id uuid not null references account,
  -- the mandate, post or stand-in acted as; empty for none
  acting_id text not null,
  key text not null,
  -- of method, address and body
  digest bytea not null,
  status smallint,
  -- headers and body of the answer, sealed: some are shown once
  answer_cipher bytea,
  answer_key_id text,
  received_at timestamptz not null,
  unique (account_id, acting_id, key),
  check ((status is null) = (answer_cipher is null) and (status is null) = (answer_key_id is null))
);
create index received_command_received on received_command (received_at);
