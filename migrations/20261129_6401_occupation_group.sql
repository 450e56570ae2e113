-- 职业构成: the group in which the composition of a body of deputies counts a person, beside the words of the occupation
alter table person add column occupation_group text;
