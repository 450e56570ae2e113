create index evaluation_round_suggestion on evaluation_round (suggestion_id);
create index commitment_assignment on commitment (assignment_id);

-- every two neighbouring characters of a text; as in the public pages, but made where the words are
create function bigrams(words text) returns text[]
  language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct substr(words, at, 2)), '{}') from generate_series(1, length(words) - 1) at);

create index suggestion_bigrams on suggestion using gin (bigrams(title || ' ' || coalesce(number, '')));
