"""What the database refuses: states out of order, a log that is rewritten, a judged case without a verdict."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# As storage/states.py had it; born in · may become.
_MACHINES = {
    "cases": (
        "open",
        "cancelled>purged decided>purged decided>reading failed>cancelled failed>judging failed>reading "
        "judged>cancelled judged>decided judged>judging judged>reading judging>cancelled judging>failed "
        "judging>judged judging>reading open>cancelled open>reading reading>cancelled reading>judging",
    ),
    "uploads": (
        "expected received",
        "expected>received expected>removed received>purged received>removed removed>purged",
    ),
    "work": (
        "due",
        "due>done due>dropped due>leased leased>done leased>dropped leased>due leased>quarantined "
        "quarantined>dropped quarantined>due",
    ),
    "readings": ("due", "due>done due>quarantined quarantined>due"),
    "reading_slices": ("due", "due>done due>quarantined quarantined>due"),
    "deliveries": ("due", "dead>due delivered>due due>dead due>delivered"),
    "imports": ("expected due", "due>done due>failed expected>due expected>failed"),
    "import_rows": ("due", "due>done due>refused"),
}

_FUNCTIONS = """
create function refuse_birth() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'YS001', message = tg_table_name || '||' || new.state,
    hint = array_to_string(tg_argv, ' ');
end $$;

create function refuse_move() returns trigger language plpgsql as $$
declare
  may text;
begin
  if not (old.state || '>' || new.state) = any (tg_argv) then
    select string_agg(split_part(move, '>', 2), ' ') into may
    from unnest(tg_argv) as move where split_part(move, '>', 1) = old.state;
    raise exception using errcode = 'YS001', message = tg_table_name || '|' || old.state || '|' || new.state,
      hint = coalesce(may, '');
  end if;
  return new;
end $$;

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'YS001', message = tg_table_name || '|appended only|' || lower(tg_op);
end $$;

-- The chain of one case. The lock is the case's own and lasts until the end of the transaction; the number is taken
-- under it, so that within a case numbers, chain and commits are in one order.
create function chain_event() returns trigger language plpgsql as $$
declare
  request text := left(current_setting('yushen.request_id', true), 64);
begin
  perform pg_advisory_xact_lock(hashtextextended('event:' || coalesce(new.case_id::text, ''), 0));
  new.seq := nextval('events_seq');
  new.at := clock_timestamp();
  if request <> '' then
    new.data := new.data || jsonb_build_object('request_id', request);
  end if;
  select hash into new.previous from events where case_id is not distinct from new.case_id
    order by seq desc limit 1;
  new.previous := coalesce(new.previous, ''::bytea);
  new.hash := sha256(new.previous || convert_to(
    new.seq || '|' || coalesce(new.case_id::text, '') || '|' || (extract(epoch from new.at) * 1000000)::bigint || '|' ||
    new.actor || '|' || new.kind || '|' || new.data::text, 'UTF8'));
  return new;
end $$;

-- A verdict is what was found then: only that a newer one took its place, or that its papers were purged, is added.
create function keep_verdict() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'superseded_at' - 'blobs') is distinct from (to_jsonb(old) - 'superseded_at' - 'blobs')
     or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at)
     or (new.blobs is distinct from old.blobs and new.blobs <> '{}'::jsonb) then
    raise exception using errcode = 'YS001', message = 'verdicts|kept as it was|update';
  end if;
  return new;
end $$;

create function judged_has_verdict() returns trigger language plpgsql as $$
begin
  if exists (select from cases where id = new.id and state = 'judged' and not exists (
      select from verdicts where case_id = cases.id and judge_no = cases.judge_no and superseded_at is null)) then
    raise exception using errcode = 'YS001', message = 'cases|' || old.state || '|judged without a verdict';
  end if;
  return null;
end $$;
"""

_TRIGGERS = """
create sequence events_seq owned by events.seq;
create trigger events_chain before insert on events for each row execute function chain_event();
create trigger verdicts_kept before update on verdicts for each row execute function keep_verdict();
create trigger verdicts_stay before delete on verdicts for each row execute function refuse_rewriting();
create constraint trigger cases_judged after update of state on cases deferrable initially deferred
  for each row when (new.state = 'judged' and old.state <> 'judged') execute function judged_has_verdict();
"""

_APPENDED = """
create trigger {table}_stay before update or delete on {table} for each row execute function refuse_rewriting();
create trigger {table}_full before truncate on {table} for each statement execute function refuse_rewriting();
"""

_STATES = """
create trigger {table}_born before insert on {table} for each row
  when (not new.state = any (array[{born}])) execute function refuse_birth({born});
create trigger {table}_moves before update of state on {table} for each row
  when (old.state is distinct from new.state) execute function refuse_move({moves});
"""

_NAMES = ("refuse_birth", "refuse_move", "refuse_rewriting", "chain_event", "keep_verdict", "judged_has_verdict")


def _quoted(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())


def upgrade() -> None:
    op.execute(_FUNCTIONS)
    op.execute(_TRIGGERS)
    for table in ("events", "event_seals"):
        op.execute(_APPENDED.format(table=table))
    for table, (born, moves) in _MACHINES.items():
        op.execute(_STATES.format(table=table, born=_quoted(born), moves=_quoted(moves)))


def downgrade() -> None:
    for name in _NAMES:
        op.execute(f"drop function {name}() cascade")  # and its triggers
    op.execute("drop sequence events_seq")
