import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { at, nameEnd, type Range, type Source, stands } from './source.ts';

const objects = words(
  'TABLE VIEW MATERIALIZED STREAMING SCHEMA DATABASE NAMESPACE CATALOG FOREIGN VOLUME FUNCTION PROCEDURE CONNECTION ' +
    'CREDENTIAL STORAGE SERVICE EXTERNAL SHARE RECIPIENT PROVIDER POLICY BLOOMFILTER INDEX GROUP ROLE USER SERVER FLOW ' +
    'MODEL MACRO LOCATION',
);
const ofSession = words('FUNCTION TABLE MACRO');

export function dropAt(source: Source, { from, to }: Range): Finding {
  const object = at(source, from + 1);
  if (object !== 'TEMPORARY' && object !== 'TEMP') {
    return found(objects.has(object) ? 'REMOVES' : 'UNKNOWN_STATEMENT', from, from + 2);
  }
  if (at(source, from + 2) === 'VARIABLE' || at(source, from + 2) === 'VAR') {
    const name = stands(source, from + 3, 'IF', 'EXISTS') ? from + 5 : from + 3;
    return found(name < to && nameEnd(source, name, to) === to ? 'READS' : 'UNKNOWN_STATEMENT', from);
  }
  return found(ofSession.has(at(source, from + 2)) ? 'REMOVES' : 'UNKNOWN_STATEMENT', from, from + 3);
}
