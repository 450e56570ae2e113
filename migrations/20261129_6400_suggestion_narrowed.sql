-- the staff's list narrowed to a category or to the year of submission
create index suggestion_category on suggestion (category, id);
create index suggestion_submitted on suggestion (submitted_at, id) where submitted_at is not null;
