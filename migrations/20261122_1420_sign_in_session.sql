-- what an account last acted as is looked for among its ended sessions too, and those are kept
drop index sign_in_session_account;
create index sign_in_session_account on sign_in_session (account_id, seen_at desc);
