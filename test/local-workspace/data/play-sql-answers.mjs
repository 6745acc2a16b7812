#!/usr/bin/env node
// biome-ignore-all lint: a copy of the shared player, kept as it is.
// Plays a sql-answers JSONL corpus against any host that speaks the Databricks Statement Execution API.
//   HOST=http://127.0.0.1:8000 TOKEN=x WAREHOUSE=id node play-sql-answers.mjs FILE... [--json] [--catalog main] [--only REGEX] [--quiet] [--keep] [--timeout 20] [--split] [--dump]
//   --split asks every column of a one-row SELECT without FROM as a statement of its own; --dump prints the cases and asks nothing.
// Verdicts: correct | type-only (rows right, a type name differs) | refused (rows expected, statement failed)
//           | wrong (SUCCEEDED with other rows or column count) | error-ok | error-other | missed-error
// Exit status: 0 nothing silently wrong, 1 some wrong/missed-error, 2 usage or host unreachable.
import { readFileSync } from 'node:fs';

const argv = process.argv.slice(2),
  files = [],
  opt = { catalog: 'main', timeout: '20' };
for (let i = 0; i < argv.length; i++) {
  const a = argv[i];
  if (['--json', '--quiet', '--keep', '--split', '--dump'].includes(a)) opt[a.slice(2)] = true;
  else if (['--catalog', '--only', '--timeout'].includes(a)) opt[a.slice(2)] = argv[++i];
  else if (a.startsWith('--')) {
    console.error('unknown option ' + a);
    process.exit(2);
  } else files.push(a);
}
const { HOST, TOKEN = '', WAREHOUSE = 'local' } = process.env;
if (!(HOST || opt.dump) || !files.length) {
  console.error(
    'usage: HOST=… TOKEN=… WAREHOUSE=… node play-sql-answers.mjs FILE… [--json] [--catalog main] [--only REGEX] [--quiet]',
  );
  process.exit(2);
}
const base = (HOST ?? '').replace(/\/+$/, ''),
  LIMIT = Number(opt.timeout) * 1000,
  run = Math.floor(Date.now() / 1000).toString(36);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

// ---------- wire ----------
async function call(method, path, body, deadline) {
  const left = Math.max(1, deadline - Date.now());
  const headers = { authorization: `Bearer ${TOKEN}`, accept: 'application/json' };
  if (body) headers['content-type'] = 'application/json';
  const r = await fetch(base + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(left),
    redirect: 'manual',
  });
  const text = await r.text();
  let json;
  try {
    json = parseJson(text);
  } catch {
    /* not JSON */
  }
  return { status: r.status, json, text };
}
// JSON with numbers kept as {n: "source text"}, so that 64-bit integers and decimals stay exact and raw numbers stay visible.
class Num {
  constructor(n) {
    this.n = n;
  }
}
function parseJson(s) {
  let i = 0;
  const ws = () => {
    while (i < s.length && ' \t\r\n'.includes(s[i])) i++;
  };
  const str = () => {
    const b = i++;
    while (s[i] !== '"') {
      if (i >= s.length) throw Error('open string');
      i += s[i] === '\\' ? 2 : 1;
    }
    i++;
    return JSON.parse(s.slice(b, i));
  };
  const val = () => {
    ws();
    const c = s[i];
    if (c === '"') return str();
    if (c === '{') {
      const o = {};
      i++;
      ws();
      if (s[i] === '}') {
        i++;
        return o;
      }
      for (;;) {
        ws();
        if (s[i] !== '"') throw Error('key');
        const k = str();
        ws();
        if (s[i++] !== ':') throw Error('colon');
        Object.defineProperty(o, k, { value: val(), enumerable: true, configurable: true, writable: true });
        ws();
        if (s[i] === ',') {
          i++;
          continue;
        }
        if (s[i] === '}') {
          i++;
          return o;
        }
        throw Error('object');
      }
    }
    if (c === '[') {
      const a = [];
      i++;
      ws();
      if (s[i] === ']') {
        i++;
        return a;
      }
      for (;;) {
        a.push(val());
        ws();
        if (s[i] === ',') {
          i++;
          continue;
        }
        if (s[i] === ']') {
          i++;
          return a;
        }
        throw Error('array');
      }
    }
    for (const [w, v] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ])
      if (s.startsWith(w, i)) {
        i += w.length;
        return v;
      }
    const m = /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN/y;
    m.lastIndex = i;
    const x = m.exec(s);
    if (!x) throw Error('value at ' + i);
    i += x[0].length;
    return new Num(x[0]);
  };
  const v = val();
  ws();
  if (i < s.length) throw Error('trailing');
  return v;
}
const plain = (v) =>
  v instanceof Num
    ? Number(v.n)
    : Array.isArray(v)
      ? v.map(plain)
      : v && typeof v === 'object'
        ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)]))
        : v;

async function statement(sql) {
  const t0 = Date.now(),
    deadline = t0 + LIMIT;
  let id;
  const fail = (code, message, extra) => ({
    ok: false,
    code,
    message: String(message ?? '').slice(0, 2000),
    ms: Date.now() - t0,
    ...extra,
  });
  try {
    let r = await call(
      'POST',
      '/api/2.0/sql/statements',
      {
        statement: sql,
        warehouse_id: WAREHOUSE,
        wait_timeout: '30s',
        on_wait_timeout: 'CONTINUE',
        format: 'JSON_ARRAY',
        disposition: 'INLINE',
        catalog: opt.catalog,
      },
      deadline,
    );
    for (let n = 0; ; n++) {
      if (r.status >= 400 || r.status < 200) {
        const j = plain(r.json) ?? {};
        return fail(
          j.error_code ?? `HTTP ${r.status}`,
          j.message ?? (j.detail !== undefined ? JSON.stringify(j.detail) : (j.error ?? r.text.slice(0, 300))),
          { http: r.status },
        );
      }
      if (!r.json || typeof r.json !== 'object') return fail('BAD_BODY', r.text.slice(0, 200), { http: r.status });
      id = r.json.statement_id ?? id;
      const st = r.json.status?.state;
      if (st === 'SUCCEEDED') break;
      if (st === 'FAILED' || st === 'CANCELED' || st === 'CLOSED') {
        const e = plain(r.json.status.error) ?? {};
        return fail(e.error_code ?? st, e.message ?? st, { http: 200, sqlstate: r.json.status.sql_state });
      }
      if (st !== 'PENDING' && st !== 'RUNNING')
        return fail('BAD_STATE', JSON.stringify(plain(r.json)).slice(0, 200), { http: r.status });
      await sleep(Math.min(500, 50 * (n + 1)));
      r = await call('GET', `/api/2.0/sql/statements/${encodeURIComponent(id)}`, null, deadline);
    }
    const m = r.json.manifest,
      cols = m?.schema?.columns,
      rows = [...(r.json.result?.data_array ?? [])];
    let res = r.json.result,
      total = m?.total_chunk_count instanceof Num ? Number(m.total_chunk_count.n) : 0,
      seen = res ? 1 : 0,
      next = res?.next_chunk_index;
    while ((next !== undefined && next !== null) || seen < total) {
      const n = next instanceof Num ? next.n : String(next ?? seen);
      const c = await call(
        'GET',
        `/api/2.0/sql/statements/${encodeURIComponent(id)}/result/chunks/${n}`,
        null,
        deadline,
      );
      if (c.status !== 200) return fail(`HTTP ${c.status}`, `chunk ${n}: ${c.text.slice(0, 200)}`, { http: c.status });
      rows.push(...(c.json?.data_array ?? []));
      seen++;
      next = c.json?.next_chunk_index;
      if (next === undefined && seen >= total) break;
    }
    return {
      ok: true,
      cols: cols?.map((c) => ({ name: c.name, type: typeName(plain(c)) })),
      rows,
      ms: Date.now() - t0,
    };
  } catch (e) {
    const slow = e.name === 'TimeoutError';
    if (slow && id)
      await call('POST', `/api/2.0/sql/statements/${encodeURIComponent(id)}/cancel`, {}, Date.now() + 2000).catch(
        () => {},
      );
    return fail(slow ? 'DRIVER_TIMEOUT' : 'DRIVER_' + (e.cause?.code ?? e.name), e.message, {
      dead: e.cause?.code === 'ECONNREFUSED',
    });
  }
}

// ---------- types ----------
const ALIAS = { LONG: 'BIGINT', SHORT: 'SMALLINT', BYTE: 'TINYINT', INTEGER: 'INT', NULL: 'VOID' };
function typeName(c) {
  let t = c.type_text || c.type_name || '';
  if (!c.type_text && c.type_name === 'DECIMAL' && c.type_precision !== undefined)
    t = `DECIMAL(${c.type_precision},${c.type_scale ?? 0})`;
  return t;
}
const normType = (t) =>
  String(t)
    .toUpperCase()
    .replace(/\bNOT NULL\b/g, '')
    .replace(/\bCOLLATE\s+\w+/g, '')
    .replace(/`/g, '')
    .replace(/\s+/g, '')
    .replace(/^(LONG|SHORT|BYTE|INTEGER|NULL)$/, (x) => ALIAS[x]);
function parseType(s) {
  // ARRAY<…> MAP<k, v> STRUCT<a: t, …> DECIMAL(p,s) NAME
  let i = 0;
  const ws = () => {
    while (s[i] === ' ') i++;
  };
  const word = (re) => {
    re.lastIndex = i;
    const m = re.exec(s);
    if (!m) throw Error('type ' + s + ' at ' + i);
    i += m[0].length;
    return m[0];
  };
  const t = () => {
    ws();
    const n = word(/[A-Z_]+/y);
    if (n === 'ARRAY') {
      i++;
      const e = t();
      i++;
      return { k: 'ARRAY', e };
    }
    if (n === 'MAP') {
      i++;
      const k = t();
      ws();
      i++;
      const v = t();
      i++;
      return { k: 'MAP', kt: k, vt: v };
    }
    if (n === 'STRUCT') {
      i++;
      const f = [];
      ws();
      while (s[i] !== '>') {
        ws();
        const name = word(/[^:]+/y).trim();
        i++;
        f.push([name, t()]);
        ws();
        if (s[i] === ',') i++;
      }
      i++;
      return { k: 'STRUCT', f };
    }
    if (s[i] === '(') word(/\([^)]*\)/y);
    return { k: n };
  };
  return t();
}

// ---------- comparison ----------
const flags = { raw: false, millis: false };
const text = (v) => (v instanceof Num ? v.n : typeof v === 'boolean' ? String(v) : v);
function dec(s) {
  // exact decimal -> [unscaled BigInt, scale] normalised
  const m = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(s);
  if (!m || !(m[2] || m[3])) return null;
  let d = BigInt((m[2] ?? '') + (m[3] ?? '')),
    sc = (m[3] ?? '').length - Number(m[4] ?? 0);
  if (m[1] === '-') d = -d;
  while (sc > 0 && d % 10n === 0n) {
    d /= 10n;
    sc--;
  }
  while (sc < 0) {
    d *= 10n;
    sc++;
  }
  return d === 0n ? '0' : `${d}e${sc}`;
}
function dbl(s) {
  if (typeof s !== 'string') return undefined;
  if (/^[+-]?nan$/i.test(s)) return NaN;
  const m = /^([+-]?)inf(inity)?$/i.exec(s);
  if (m) return m[1] === '-' ? -Infinity : Infinity;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(s) ? Number(s) : undefined;
}
function instant(s) {
  const m = /^(\d{4,})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/.exec(s);
  if (!m) return null;
  const d = new Date(0);
  d.setUTCFullYear(+m[1], +m[2] - 1, +m[3]);
  d.setUTCHours(+m[4], +m[5], +m[6]);
  let off = 0;
  if (m[8] && /^[+-]/.test(m[8])) {
    const z = /([+-])(\d\d):?(\d\d)?/.exec(m[8]);
    off = (z[1] === '-' ? -1 : 1) * (+z[2] * 60 + +(z[3] ?? 0));
  }
  const f = (m[7] ?? '').padEnd(9, '0');
  return {
    us: BigInt(d.getTime() - off * 60000) * 1000n + BigInt(f.slice(0, 6)),
    digits: (m[7] ?? '').length,
    zoned: !!m[8],
  };
}
function eq(t, e, a, nested) {
  if (!nested && a !== null && typeof a !== 'string') flags.raw = true;
  if (e === null || a === null || a === undefined) return e === null && (a === null || a === undefined);
  switch (t.k) {
    case 'ARRAY':
    case 'MAP':
    case 'STRUCT': {
      if (typeof a === 'string') {
        try {
          a = parseJson(a);
        } catch {
          return false;
        }
        if (a === null) return false;
      }
      if (t.k === 'ARRAY')
        return Array.isArray(a) && a.length === e.length && e.every((x, i) => eq(t.e, x, a[i], true));
      if (t.k === 'STRUCT') {
        if (Array.isArray(a) || typeof a !== 'object' || a instanceof Num) return false;
        const got = new Map(Object.entries(a).map(([k, v]) => [k.toLowerCase(), v]));
        for (const [n, ft] of t.f) {
          if (!eq(ft, e[n], got.get(n.toLowerCase()) ?? null, true)) return false;
          got.delete(n.toLowerCase());
        }
        return got.size === 0;
      }
      const pe = Array.isArray(e) ? e : Object.entries(e);
      let pa;
      if (a instanceof Num || typeof a !== 'object') return false;
      if (!Array.isArray(a)) pa = Object.entries(a);
      else if (a.every((x) => Array.isArray(x) && x.length === 2)) pa = a;
      else if (a.every((x) => x && typeof x === 'object' && 'key' in x && 'value' in x))
        pa = a.map((x) => [x.key, x.value]);
      else return false;
      if (pe.length !== pa.length) return false;
      const rest = [...pa];
      return pe.every(([k, v]) => {
        const i = rest.findIndex(([k2, v2]) => eq(t.kt, k, k2, true) && eq(t.vt, v, v2, true));
        if (i < 0) return false;
        rest.splice(i, 1);
        return true;
      });
    }
    case 'STRING':
      return typeof a === 'object' ? a instanceof Num && a.n === e : text(a) === e;
    case 'BOOLEAN':
      return text(a) === String(e);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'DECIMAL': {
      const x = dec(String(text(a)));
      return x !== null && x === dec(String(e));
    }
    case 'FLOAT':
    case 'DOUBLE': {
      const x = dbl(typeof e === 'number' ? String(e) : e),
        y = dbl(text(a));
      if (y === undefined) return false;
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
      if (!Number.isFinite(x) || !Number.isFinite(y)) return x === y;
      if (t.k === 'FLOAT' && Math.fround(x) === Math.fround(y)) return true;
      return Math.abs(x - y) <= Math.max(1e-9 * Math.max(Math.abs(x), Math.abs(y)), x === 0 || y === 0 ? 1e-12 : 0);
    }
    case 'DATE':
      return text(a) === e;
    case 'TIMESTAMP':
    case 'TIMESTAMP_NTZ': {
      const x = instant(e),
        y = typeof a === 'string' ? instant(a) : null;
      if (!x || !y) return false;
      if (x.us === y.us) return true;
      if (y.digits === 3 && x.us / 1000n === y.us / 1000n) {
        flags.millis = true;
        return true;
      }
      return false;
    }
    case 'BINARY':
      return text(a) === e;
    case 'VOID':
      return false;
    default:
      return text(a) === String(e);
  }
}
function compareRows(c, types, rows) {
  const cols = c.schema.map((x) => x[0]),
    rowEq = (e, a) => e.every((x, i) => eq(types[i], x, a[i], false));
  if (rows.length !== c.rows.length) return { ok: false, why: `${rows.length} rows, expected ${c.rows.length}` };
  if (c.ordered) {
    const bad = new Set();
    c.rows.forEach((e, r) =>
      e.forEach((x, i) => {
        if (!eq(types[i], x, rows[r][i], false)) bad.add(cols[i]);
      }),
    );
    if (!bad.size) return { ok: true };
    const rest = [...rows];
    const same = c.rows.every((e) => {
      const i = rest.findIndex((a) => rowEq(e, a));
      if (i < 0) return false;
      rest.splice(i, 1);
      return true;
    });
    return { ok: false, why: same ? 'right rows, wrong order' : 'columns ' + [...bad].join(',') };
  }
  const rest = [...rows];
  const miss = c.rows.filter((e) => {
    const i = rest.findIndex((a) => rowEq(e, a));
    if (i < 0) return true;
    rest.splice(i, 1);
    return false;
  });
  return miss.length ? { ok: false, why: `${miss.length} of ${c.rows.length} rows not found` } : { ok: true };
}

// ---------- one case ----------
const schemaOf = (c) => `lab_${c.id.replace(/\W/g, '_')}_${run}`;
const fill = (s, c) =>
  s
    .replaceAll('{S}', `${opt.catalog}.${schemaOf(c)}`)
    .replaceAll('{s}', schemaOf(c))
    .replaceAll('{C}', opt.catalog);
async function play(c) {
  const out = { id: c.id, group: c.group };
  flags.raw = flags.millis = false;
  let r,
    stage = 'sql';
  for (const q of c.setup ?? []) {
    r = await statement(fill(q, c));
    if (!r.ok) {
      stage = 'setup';
      out.at = q.slice(0, 120);
      break;
    }
  }
  if (stage === 'sql') r = await statement(fill(c.sql, c));
  if (c.setup && !opt.keep) await statement(fill('DROP SCHEMA IF EXISTS {S} CASCADE', c));
  out.ms = r.ms;
  if (r.http && r.http !== 200) out.http = r.http;
  if (r.dead) out.dead = true;
  if (!r.ok) {
    out.code = r.code;
    out.message = r.message;
    if (stage === 'setup') out.stage = stage;
    if (!c.error) return { ...out, verdict: 'refused' };
    const hay = `${r.code} ${r.message}`,
      main = c.error.class.split('.')[0];
    const hit = stage === 'sql' && new RegExp(`(?<![\\w.])${main}(?!\\w)`).test(hay);
    return {
      ...out,
      verdict: hit ? 'error-ok' : 'error-other',
      want: c.error.class,
      sqlstateOk: hay.includes(c.error.sqlstate) || r.sqlstate === c.error.sqlstate,
    };
  }
  if (c.error) return { ...out, verdict: 'missed-error', want: c.error.class, got: plain(r.rows.slice(0, 3)) };
  const n = r.cols?.length ?? r.rows[0]?.length ?? c.schema.length,
    types = c.schema.map((x) => parseType(x[1]));
  const want = { ...c, rows: JSON.parse(fill(JSON.stringify(c.rows), c)) };
  if (n !== c.schema.length || r.rows.some((x) => !Array.isArray(x) || x.length !== c.schema.length))
    return {
      ...out,
      verdict: 'wrong',
      why: `${n} columns, expected ${c.schema.length}`,
      got: plain(r.rows.slice(0, 3)),
      gotTypes: r.cols?.map((x) => x.type),
    };
  const cmp = compareRows(want, types, r.rows);
  if (flags.raw) out.raw = true;
  if (flags.millis) out.millis = true;
  const names = r.cols && c.schema.some((x, i) => x[0] !== r.cols[i].name);
  if (names) out.names = r.cols.map((x) => x.name);
  const types_ = c.schema.filter((x, i) => normType(x[1]) !== normType(r.cols?.[i]?.type ?? '')).map((x) => x[0]);
  if (types_.length)
    out.types = c.schema.map((x, i) => [x[0], x[1], r.cols?.[i]?.type ?? null]).filter((x) => types_.includes(x[0]));
  if (!cmp.ok)
    return { ...out, verdict: 'wrong', why: cmp.why, want: want.rows.slice(0, 4), got: plain(r.rows.slice(0, 4)) };
  return { ...out, verdict: types_.length ? 'type-only' : 'correct' };
}

// ---------- --split ----------
function pieces(sql) {
  // top-level commas of SELECT a, b, c; null when anything but a select list follows
  const m = /^SELECT\s+/i.exec(sql);
  if (!m) return null;
  const out = [];
  let depth = 0,
    from = m[0].length,
    i = from;
  for (; i < sql.length; i++) {
    const c = sql[i];
    if (c === "'" || c === '"' || c === '`') {
      const raw = c !== '`' && /[rR]/.test(sql[i - 1] ?? '') && !/\w/.test(sql[i - 2] ?? '');
      for (i++; i < sql.length && sql[i] !== c; i++) if (sql[i] === '\\' && !raw && c !== '`') i++;
      continue;
    }
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (!depth && c === ',') {
      out.push(sql.slice(from, i).trim());
      from = i + 1;
    } else if (
      !depth &&
      /\b/.test(sql[i - 1] + c) &&
      /^(FROM|WHERE|UNION|EXCEPT|MINUS|INTERSECT|ORDER|GROUP|LIMIT|HAVING|LATERAL|QUALIFY|WINDOW)\b/i.test(
        sql.slice(i),
      ) &&
      !/\w/.test(sql[i - 1])
    )
      return null;
    else if (!depth && sql.startsWith('|>', i)) return null;
  }
  out.push(sql.slice(from).trim());
  return out;
}
function splitCase(c) {
  if (c.setup || c.error || c.rows.length !== 1 || c.schema.length < 2) return [c];
  const p = pieces(c.sql);
  if (!p || p.length !== c.schema.length) return [c];
  if (
    c.schema.some(([n], i) =>
      p
        .slice(i + 1)
        .some((x) =>
          new RegExp('(?<![\\w.`\'"])' + n.replace(/\W/g, '\\$&') + '(?![\\w\'"(])').test(
            x.replace(/\s+AS\s+\S+$/i, ''),
          ),
        ),
    )
  )
    return [c];
  return p.map((x, i) => ({
    id: `${c.id}.${i + 1}`,
    group: c.group,
    sql: 'SELECT ' + x,
    ordered: true,
    schema: [c.schema[i]],
    rows: [[c.rows[0][i]]],
  }));
}

// ---------- run ----------
const V = ['correct', 'type-only', 'refused', 'wrong', 'error-ok', 'error-other', 'missed-error'];
const cases = files
  .flatMap((f) =>
    readFileSync(f, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((l) => JSON.parse(l)),
  )
  .flatMap((c) => (opt.split ? splitCase(c) : [c]))
  .filter((c) => !opt.only || new RegExp(opt.only).test(c.id));
if (opt.dump) {
  for (const c of cases) console.log(JSON.stringify(c));
  process.exit(0);
}
const tab = new Map(),
  tot = Object.fromEntries(V.map((v) => [v, 0])),
  extra = { rawCells: 0, namesDiffer: 0, millisOnly: 0, httpErrors: 0, sqlstateOk: 0, timeouts: 0, setupFailed: 0 };
let dead = 0,
  t0 = Date.now();
const times = [];
for (const c of cases) {
  const o = await play(c);
  if (o.dead && ++dead >= 5) {
    console.error(`host ${base} refuses connections; stopped at ${c.id}`);
    process.exitCode = 2;
    break;
  } else if (!o.dead) dead = 0;
  if (!tab.has(c.group)) tab.set(c.group, Object.fromEntries(V.map((v) => [v, 0])));
  tab.get(c.group)[o.verdict]++;
  tot[o.verdict]++;
  extra.rawCells += !!o.raw;
  extra.namesDiffer += !!o.names;
  extra.millisOnly += !!o.millis;
  extra.httpErrors += o.http >= 400;
  extra.sqlstateOk += o.verdict.startsWith('error') && !!o.sqlstateOk;
  extra.timeouts += o.code === 'DRIVER_TIMEOUT';
  extra.setupFailed += o.stage === 'setup';
  times.push(o.ms);
  if (opt.json) console.log(JSON.stringify({ ...o, sql: c.sql }));
  else if (!opt.quiet && !['correct', 'error-ok'].includes(o.verdict)) {
    const d = {
      refused: () => `${o.stage ? `[setup: ${o.at}] ` : ''}${o.code}: ${o.message.replace(/\s+/g, ' ').slice(0, 160)}`,
      wrong: () => `${o.why}; want ${JSON.stringify(o.want)?.slice(0, 150)} got ${JSON.stringify(o.got).slice(0, 150)}`,
      'type-only': () =>
        o.types
          .map((x) => `${x[0]} ${x[1]} -> ${x[2]}`)
          .join(', ')
          .slice(0, 160),
      'error-other': () => `want ${o.want}, got ${o.code}: ${o.message.replace(/\s+/g, ' ').slice(0, 120)}`,
      'missed-error': () => `want ${o.want}, got ${JSON.stringify(o.got).slice(0, 120)}`,
    }[o.verdict];
    console.log(`${o.id.padEnd(15)} ${o.verdict.padEnd(12)} ${d()}`);
  }
}
times.sort((a, b) => a - b);
const summary = {
  host: base,
  cases: cases.length,
  totals: tot,
  silentlyWrong: tot.wrong + tot['missed-error'],
  ...extra,
  medianMs: times[times.length >> 1],
  p95Ms: times[Math.floor(times.length * 0.95)],
  seconds: (Date.now() - t0) / 1000,
  groups: Object.fromEntries(tab),
};
if (opt.json) console.log(JSON.stringify({ summary }));
else {
  const w = [12, ...V.map((v) => Math.max(v.length, 5))],
    line = (xs) => xs.map((x, i) => (i ? String(x).padStart(w[i]) : String(x).padEnd(w[i]))).join('  ');
  console.log('\n' + line(['group', ...V]));
  for (const [g, o] of tab) console.log(line([g, ...V.map((v) => o[v])]));
  console.log(line(['TOTAL', ...V.map((v) => tot[v])]));
  console.log(
    `\n${cases.length} cases in ${summary.seconds} s (median ${summary.medianMs} ms, p95 ${summary.p95Ms} ms); silently wrong ${summary.silentlyWrong}; cells that were not strings in ${extra.rawCells} cases; column names differ in ${extra.namesDiffer}; HTTP error instead of FAILED ${extra.httpErrors}; SQLSTATE right in ${extra.sqlstateOk} of ${tot['error-ok'] + tot['error-other']} errors; time-outs ${extra.timeouts}; set-up failed ${extra.setupFailed}`,
  );
}
if (!process.exitCode) process.exitCode = tot.wrong + tot['missed-error'] ? 1 : 0;
