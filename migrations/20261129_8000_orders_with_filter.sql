-- Who approves a list is found by its filter, which was not stored with it before: what waits without is asked for anew.
update approval set status = 'expired' where status = 'pending' and kind like '%.export' and not command ? 'query';
