-- What is not submitted yet is looked at when its session opens and when it takes motions no more.
create index motion_open on motion (id) where status in ('draft', 'cosigning');
