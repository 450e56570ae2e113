-- 久未推进的在前: the key oversights of a congress by how long nothing has moved.
create index key_oversight_moved on key_oversight (congress_id, coalesce(moved_at, '-infinity'::timestamptz), id);
