export type MadeCell = {
  readonly source: string;
  /** Whether all that it does can be read. */
  readonly isPlain: boolean;
};

/** Cells that send SQL in the ways that Python has, always the same for a seed. */
export function cells(seed: number, count: number): readonly MadeCell[] {
  let state = seed;
  const random = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(random() * count);
  const one = <T>(...of: readonly T[]): T => {
    const chosen = of[below(of.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
  let [isPlain, number] = [true, 0];
  const hidden = (text: string) => {
    isPlain = false;
    return text;
  };

  const hex = (character: string, digits: number) => (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
  const escaped = (text: string) =>
    Array.from(text, (character) =>
      one(
        ...Array.from({ length: 12 }, () => character),
        `\\x${hex(character, 2)}`,
        `\\u${hex(character, 4)}`,
        `\\U${hex(character, 8)}`,
        `\\${(character.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`,
        `\\\n${character}`,
      ),
    ).join('');
  const quoted = (text: string): string => {
    const mark = one('"', "'", '"""', "'''");
    const prefix = one('', '', '', 'r', 'u', 'f', 'Rf', 'fR', 'F');
    const body = /r/i.test(prefix) ? text : escaped(text);
    return `${prefix}${mark}${mark.length === 3 && !/r/i.test(prefix) ? one('', '\\\n') : ''}${body}${mark}`;
  };
  const sql = () => `${one('DROP TABLE', 'SELECT * FROM', 'DELETE FROM')} t${++number} -- #{it}`.replace(/[{}]/g, '');
  const literal = (): string => {
    const text = sql();
    const cut = below(text.length);
    const [left, right] = [quoted(text.slice(0, cut)), quoted(text.slice(cut))];
    return one(
      () => quoted(text),
      () => `(${quoted(text)})`,
      () => `${left} ${right}`,
      () => `${left} # it's "x"\n ${right}`,
      () => `${left} + ${right}`,
      () => `((${left}\n + ${right}))`,
      () => `"""\n${text}\n  """`,
    )();
  };
  const built = () =>
    hidden(
      one(
        () => `b"${sql()}".decode()`,
        () => `f"{'${sql()}'}"`,
        () => `"%s" % ("${sql()}",)`,
        () => `["", "${sql()}"][1]`,
        () => `("", "${sql()}")[1]`,
        () => `"" or "${sql()}"`,
        () => `"DROP" if 0 else "${sql()}"`,
        () => `"${sql()}".strip()`,
        () => `"SELECT 1"[:0] + "${sql()}"`,
        () => `*["${sql()}"]`,
        () => `**{"sqlQuery": "${sql()}"}`,
      )(),
    );
  const call = (): string => {
    const name = one(
      'spark.sql',
      'spark.sql',
      'sql',
      'spark . sql',
      '(spark).sql',
      'spark.\uff53ql',
      'spark \\\n .sql',
    );
    return one(
      () => `${name}(${literal()})`,
      () => `${name} ( ${literal()} , )`,
      () => `${name}(sqlQuery = ${literal()})`,
      () => `${name}(\n# it's\n${literal()}\n, args={"a": 1})`,
      () => `${name}(${built()})`,
    )();
  };
  const other = () =>
    hidden(
      one(
        () => `getattr(spark, "s" "ql")(${literal()})`,
        () => `[spark.sql][0](${literal()})`,
        () => `(lambda f: f(${literal()}))(sql)`,
        () => `(lambda f=sql: f(${literal()}))()`,
        () => `list(map(sql, [${literal()}]))`,
        () => `(q := spark.sql)(${literal()})`,
        () => `[q(${literal()}) for q in [sql] for sql in [1]]`,
        () => `[q(${literal()}) for q in (spark.sql,)]`,
        () => `vars(type(spark))["s" "ql"](spark, ${literal()})`,
        () => `globals()["s" "ql"](${literal()})`,
        () => `spark.sql.__call__(${literal()})`,
        () => `type(spark).sql(spark, ${literal()})`,
        () => `{sql: 1}.popitem()[0](${literal()})`,
        () => `spark._frame(${literal()})`,
      )(),
    );
  const decoy = () =>
    one(
      `'spark.sql("DROP TABLE x")'`,
      `"it's # not"`,
      `r'\\' "'`,
      `'\\'"\\\\'`,
      `"""\n%sql DROP TABLE x\n!ls\n"""`,
      `(7\n%3)`,
      `{"sql": 1}["sql"]`,
      `f"{1:>{10}}{'}'}{{"`,
      `f'{"{"!r:>5}'`,
      `b'"'`,
      '[table for table in "ab"]',
      '{sql: len(sql) for sql in "ab"}',
    );
  const expression = (): string =>
    one(
      call,
      call,
      call,
      other,
      decoy,
      () => `[${expression()} for _ in [1]]`,
      () => `(lambda: ${expression()})()`,
      () => `(${decoy()}, ${expression()})`,
      () => `{"a": ${expression()}}`,
      () => `(${expression()} if True else 0)`,
      () => `f"{1:{spark.sql('${sql()}') and 3}}"`,
      () => `f'''{\nspark.sql("${sql()}")}'''`,
      () => `f"{{{spark.sql('${sql()}')}}}"`,
      () => `f"{spark.sql('${sql()}')!r:>{10}}{{"`,
      () => `f"{1:{{spark.sql('${sql()}') and 3}}}"`,
    )();
  const block = (depth: number): readonly string[] => {
    if (depth === 0) return statement(0);
    return Array.from({ length: 1 + below(2) }, () => statement(depth - 1)).flat();
  };
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  /** Each entry is a line of code with all that belongs to it. */
  const statement = (depth: number): readonly string[] =>
    one<() => readonly string[]>(
      () => [expression()],
      () => [`x = ${expression()}`],
      () => [`x: int = ${expression()}; y = 1`],
      () => [`${decoy()}; ${expression()}`],
      () => [`x = 5 \\\n%3; ${expression()}`],
      () => [`if ${expression()} or True: pass`],
      () => ['if True:', ...indented(block(depth)), 'else:', ...indented(block(depth))],
      () => ['def f():', ...indented(block(depth)), 'f()'],
      () => ['for _ in [1]:', ...indented(block(depth))],
      () => ['try:', ...indented(block(depth)), 'finally:', '  pass'],
      () => ['class C:', ...indented(block(depth))],
      () => ['match 1:', '  case _:', ...indented(indented(block(depth)))],
      () => [hidden('match spark:'), '  case object(sql=q):', `    q(${literal()})`],
      () => [hidden('q = spark.sql'), `q(${literal()})`],
      // Whose name it is where is for the cell to say.
      () => ['for sql in []: pass'],
      () => ['def g():', '  sql = 1', '  return sql', 'g()'],
      () => [hidden('for sql in [1]:'), `  print(sql)`, 'del sql'],
      () => [hidden('def h(sql=sql):'), ...indented(block(depth)), `  sql(${literal()})`, 'h()'],
      () => [hidden('class D:'), '  sql = 1', '  def m(self): return sql', `D().m()(${literal()})`],
      () => [hidden('q = sql'), `q(${literal()})`],
      () => [hidden('from __main__ import sql as q'), `q(${literal()})`],
      () => ['# it\'s """'],
    )();
  return Array.from({ length: count }, () => {
    [isPlain, number] = [true, 0];
    const source = Array.from({ length: 1 + below(3) }, () => statement(2))
      .flat()
      .join('\n');
    return { source, isPlain };
  });
}
