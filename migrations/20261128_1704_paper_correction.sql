-- Who has corrected an entry from paper before the deputy answered for it: as little a witness of it as who typed it first
alter table suggestion add column paper_corrected_by uuid[] check (cardinality(paper_corrected_by) > 0);
