-- a motion may be open to colleagues who write about the same matter, as a suggestion may
alter table motion add column welcomes_cosigners boolean not null default false;
create index motion_welcoming on motion (congress_id, changed_at desc)
  where welcomes_cosigners and status in ('draft', 'cosigning');

-- registered motions are compared like suggestions
alter table similar_text drop constraint similar_text_case_id_fkey;
alter table similar_text add column case_kind text not null default 'suggestion'
  check (case_kind in ('suggestion', 'motion'));
alter table similar_text alter column case_kind drop default;

-- those that were registered before are found in the record, which is read once more; what is kept already stays
update reader_cursor set next_leaf = 0 where reader = 'search';
