import stringWidth from 'string-width';
import { scriptOf, wordsFor } from '../../doctor/words.ts';
import { say } from '../../messages/say.ts';
import { countOf, type Told } from './told.ts';

const marks = { ok: '✓', warn: '!', failed: '✗', skipped: '–' } as const;
const gap = 2;

/** For people: status, what, and below it what to do; then statements for an administrator, and a sum. */
export function tableOf({ reports, seconds, language, redact, path }: Told, columns: number | undefined): string {
  const rows = reports.map(({ check, finding }) => {
    const { says, fix } = wordsFor(finding, language);
    return {
      mark: marks[finding.state],
      title: say(language, check.title),
      finding,
      says: redact(says),
      fix: redact(fix),
    };
  });
  const wide = Math.max(...rows.map(({ title }) => stringWidth(title)));
  const indent = 2 + wide + gap;
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(30, columns - indent - 1);
  const pad = ' '.repeat(indent);
  const lines = rows.flatMap(({ mark, title, says, fix }) => {
    const head = `${mark} ${title}${' '.repeat(wide - stringWidth(title) + gap)}`;
    const [first = '', ...more] = wrapped(says, room);
    const toDo = fix === '' ? [] : fix.split('\n').flatMap((text) => wrapped(text, room - gap));
    return [
      head + first,
      ...more.map((line) => pad + line),
      ...toDo.map((line, at) => `${pad}${at === 0 ? '→ ' : '  '}${line}`),
    ];
  });
  const scripts = rows.flatMap(({ title, finding }) => {
    const script = scriptOf(finding).map((line) => `  ${redact(line)}`);
    return script.length === 0 ? [] : ['', say(language, 'doctor.script', { title }), ...script];
  });
  const facts = {
    ok: countOf(reports, 'ok'),
    warn: countOf(reports, 'warn'),
    failed: countOf(reports, 'failed'),
    skipped: countOf(reports, 'skipped'),
    seconds: seconds.toFixed(1),
  };
  const report = path === undefined ? [] : [say(language, 'doctor.report_written', { path })];
  return `${[...lines, ...scripts, '', say(language, 'doctor.sum', facts), ...report].join('\n')}\n`;
}

/** Lines of a text that have room; a Japanese text is broken where a word ends. A long word, such as an address, stays whole. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of pieces(text)) {
    if (line.trim() !== '' && stringWidth((line + segment).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = segment.trimStart();
    } else line += segment;
  }
  return [...lines, line.trimEnd()];
}

/** Words with the space behind them. What holds together without a space, such as an address or a path, is one. */
function pieces(text: string): readonly { readonly segment: string }[] {
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  return text
    .split(/(?<=\s)/)
    .flatMap((word) =>
      japanese.test(word) ? [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(word)] : [{ segment: word }],
    );
}
