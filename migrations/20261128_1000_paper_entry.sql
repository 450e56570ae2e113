-- 纸质建议: entered by staff of the congress for a deputy, who confirms it in the app, or by a second person from the paper
alter table suggestion
  add column paper_state text check (paper_state in ('unconfirmed', 'confirmed', 'rejected')),
  add column paper_received_on date,
  add column paper_entered_by_person_id uuid references person,
  add column paper_answered_by_person_id uuid references person,
  add column paper_answered_at timestamptz,
  -- by the deputy in the app, or by the office from the signed paper
  add column paper_answered_how text check (paper_answered_how in ('app', 'signed_paper')),
  add check ((paper_state is null) = (paper_received_on is null) and (paper_state is null) = (paper_entered_by_person_id is null)),
  add check ((coalesce(paper_state, 'unconfirmed') = 'unconfirmed') = (paper_answered_by_person_id is null)),
  add check (paper_answered_by_person_id is null or paper_answered_by_person_id <> paper_entered_by_person_id);

-- whose signature stands on the sheet that came with the paper
alter table suggestion_cosigner add column on_paper boolean not null default false;
