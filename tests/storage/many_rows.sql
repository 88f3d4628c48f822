-- A database in use for a while, for test_plans.py: MANY cases of 300 clients and what hangs on them.
set session_replication_role = replica;
insert into clients (id, name, regions) select gen_random_uuid(), 'client ' || n, '{}' from generate_series(1, 300) n;
insert into api_keys (id, client_id, secret_hash, rights)
  select encode(sha256(id::text::bytea), 'hex'), id, 'x', '{admin}' from clients;
insert into cases (id, client_id, case_key, region, case_type, submitted_on, channel, diseases, applicant, id_hash, name_hash,
                   content_hash, state, track, judge_no, purge_on)
  select gen_random_uuid(), (array(select id from clients))[1 + n % 300], 'k' || n, 'r' || n % 5, 'application', '2026-03-01',
         'self', '{x}', sha256(n::text::bytea) || sha256('a'), sha256(n::text::bytea), sha256(n::text::bytea), 'x',
         (array['judged', 'judged', 'judged', 'decided', 'decided', 'cancelled', 'purged', 'open'])[1 + n % 8], 'batch', 1,
         case when n % 8 in (3, 4, 5) then date '2040-01-01' end
  from generate_series(1, MANY) n;
update cases set state = 'reading' where seq % 400 = 0;
insert into uploads (id, case_id, position, name, name_hash, state, sha256, size, round, received_at)
  select gen_random_uuid(), id, p, 'x', sha256((id::text || p)::bytea), 'received', encode(sha256((id::text || p)::bytea), 'hex'),
         1000, 0, now() from cases, generate_series(1, 3) p;
insert into readings (sha256, reader, state, page_count, pages_done) select sha256, 'reader-7', 'done', 1, 1 from uploads;
insert into work (id, kind, queue, subject, state, most_failures, most_attempts, due_at, send_at)
  select gen_random_uuid(), 'read', 'read.batch', sha256 || ':reader-7:1', case when size = 1000 and position = 1 then 'due'
         else 'done' end, 3, 10, now() + interval '1 hour', now() + interval '1 hour' from uploads;
insert into reading_slices (sha256, reader, first, last, state, work_id)
  select split_part(subject, ':', 1), 'reader-7', 1, 10, 'done', id from work;
insert into verdicts (id, case_id, number, judge_no, disposition, findings, as_of, program, reader, models, policy,
                      policy_version, registry_version, calibration, blobs, pages)
  select gen_random_uuid(), id, 1, 1, 'ready', '[]', '2026-03-01', '1', '7', 'm', 'rizhao', '1', '1', 'c', '{}', 1 from cases;
insert into events (seq, case_id, at, actor, kind, data, previous, hash)
  select row_number() over (), id, now(), 'system', 'case.seen', '{}', '', sha256(id::text::bytea)
  from cases, generate_series(1, 5);
insert into webhooks (id, client_id, url, secret, events) select gen_random_uuid(), id, 'u', 's', '{case.judged}' from clients;
insert into deliveries (id, webhook_id, case_id, event, payload, state)
  select gen_random_uuid(), webhooks.id, cases.id, 'case.judged', '{}', 'delivered' from cases join webhooks using (client_id);
insert into idempotency (client_id, key, request_hash, status) select client_id, case_key, 'x', 200 from cases;
select setval('events_seq', 10000000);
