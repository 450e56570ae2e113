-- of two rows of one person the one that is kept reads what the other was named to; with a split that ends again
alter table suggestion_reader
  add column through_person_id uuid references person;

create index suggestion_reader_person on suggestion_reader (person_id);
