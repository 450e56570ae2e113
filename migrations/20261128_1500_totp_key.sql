-- which key opens the second factor; null: the one that is derived from the secret of the deployment
alter table account add column totp_key_id text;
