-- the words of registered suggestions, for "what is alike": made by the program, followed from the record
create table similar_text (
  case_id uuid primary key references suggestion,
  congress_id uuid not null references congress,
  registered_at timestamptz not null,
  words text[] not null,
  -- of each word, by the weightiest place it stands in
  weights real[] not null,
  check (cardinality(words) = cardinality(weights))
);
create index similar_text_words on similar_text using gin (words);
create index similar_text_congress on similar_text (congress_id, registered_at);

-- in how many of a congress's texts a word stands; the empty word counts the texts themselves
create table similar_word (
  congress_id uuid not null references congress,
  word text not null,
  cases integer not null check (cases >= 0),
  primary key (congress_id, word)
);
