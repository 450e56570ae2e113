-- A repetition is answered by reading anew what the first request was answered with, under the rights of now: no answer
-- is kept any more. Empty: it cannot be read again, and the repetition is told that it was done.
alter table received_command drop column answer_cipher, drop column answer_key_id;
alter table received_command add column reading text check (reading is null or status is not null);
