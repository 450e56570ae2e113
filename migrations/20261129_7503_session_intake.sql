-- What was submitted in a session and waits to be taken in passes to the office when the session is over.
create index suggestion_session_intake on suggestion (congress_session_id)
  where status in ('submitted', 'registered', 'reviewing') and congress_session_id is not null;
