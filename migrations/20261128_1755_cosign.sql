-- 联名: one table for suggestions and motions, in place of one for each
create table cosign (
  case_kind text not null check (case_kind in ('suggestion', 'motion')),
  case_id uuid not null,
  mandate_id uuid not null references mandate,
  status text not null check (status in ('invited', 'confirmed', 'declined', 'withdrawn')),
  invited_at timestamptz not null,
  answered_at timestamptz,
  -- whose signature stands on the sheet that came with the paper
  on_paper boolean not null default false,
  -- of the text that was confirmed; of who is invited and has one, the text that was changed since
  text_sha256 text,
  primary key (case_id, mandate_id)
);
create index cosign_mandate on cosign (mandate_id, status);

-- a text that was confirmed and then changed: who confirmed it is shown what is different
create table cosigned_text (
  case_id uuid not null,
  sha256 text not null,
  title text not null,
  subject text not null,
  grounds text not null,
  proposal text not null,
  primary key (case_id, sha256)
);

insert into cosign (case_kind, case_id, mandate_id, status, invited_at, answered_at, on_paper)
  select 'suggestion', suggestion_id, mandate_id, status, invited_at, answered_at, on_paper from suggestion_cosigner;
insert into cosign (case_kind, case_id, mandate_id, status, invited_at, answered_at)
  select 'motion', motion_id, mandate_id, status, invited_at, answered_at from motion_cosigner;
drop table suggestion_cosigner;
drop table motion_cosigner;

-- 愿意接受联名: the lead lets colleagues who write about the same matter see the draft and join
alter table suggestion add column welcomes_cosigners boolean not null default false;
create index suggestion_welcoming on suggestion (congress_id, changed_at desc)
  where welcomes_cosigners and status in ('draft', 'cosigning', 'returned_for_revision');

-- a draft that was put away unsubmitted is nobody's but its sponsors': not the office's either
delete from party using suggestion
  where suggestion.id = party.case_id and suggestion.status = 'withdrawn' and suggestion.submitted_at is null
    and party.role not in ('lead', 'cosigner');
