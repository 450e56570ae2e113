-- 督办活动的照片和附件: pictures and files of what was done under key oversight.
alter table attachment drop constraint attachment_place_check,
  add constraint attachment_place_check
    check (place in ('draft', 'paper', 'cosign_sheet', 'reply', 'evidence', 'stamped', 'activity'));
