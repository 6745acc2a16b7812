import { AGGREGATES } from './aggregate.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { ARRAYS } from './arrays.ts';
import { BITMAP_AGGREGATES, BITMAPS } from './bitmaps.ts';
import { BITS } from './bits.ts';
import { CHOICE } from './choice.ts';
import { CSVS } from './csv.ts';
import { DATES } from './date.ts';
import { DATE_PARTS } from './date-parts.ts';
import { ENCODING } from './encoding.ts';
import { HASHES } from './hash.ts';
import { JSONS } from './json.ts';
import { MAPS } from './maps.ts';
import { MATH } from './math.ts';
import { NUMBER_MODELS } from './number-model.ts';
import { PERCENTILES } from './percentile.ts';
import { RANDOM } from './random.ts';
import { RANKING } from './ranking.ts';
import { REGEX } from './regex.ts';
import type { Rule } from './rule.ts';
import { TEXT } from './text.ts';
import { VARIANT_AGGREGATES, VARIANTS } from './variant.ts';
import { XPATHS } from './xpath.ts';

/** Every function of values that is computed, by families. */
export const FAMILIES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Text: TEXT,
  'Regular expressions': REGEX,
  Encodings: ENCODING,
  'Dates and times': { ...DATES, ...DATE_PARTS },
  Numbers: { ...MATH, ...BITS, ...NUMBER_MODELS, ...RANDOM },
  Arrays: ARRAYS,
  'Maps and structs': MAPS,
  JSON: JSONS,
  CSV: CSVS,
  'XML by XPath': XPATHS,
  VARIANT: VARIANTS,
  Hashes: HASHES,
  Bitmaps: BITMAPS,
  Choice: CHOICE,
};
export const FUNCTIONS = new Map<string, Rule>(Object.values(FAMILIES).flatMap((family) => Object.entries(family)));
export const AGGREGATE_FUNCTIONS = new Map<string, AggregateRule>(
  Object.entries({ ...AGGREGATES, ...PERCENTILES, ...BITMAP_AGGREGATES, ...VARIANT_AGGREGATES }),
);
export const WINDOW_FUNCTIONS = new Map<string, AggregateRule>(Object.entries(RANKING));
