-- the page tells that nobody has touched it: what it asks for by itself would keep the session awake for ever
alter table sign_in_session add column locked_at timestamptz;
